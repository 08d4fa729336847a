import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { handOverNotification } from '../../domain/reporting/notifications/hand-over-notification.ts';
import { peopleNotified } from '../../domain/reporting/notifications/notification-entries.ts';
import { escalationDue } from '../../domain/response/handover/escalation-due.ts';
import { holderOf } from '../../domain/response/handover/holder-of.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/stores/incident-store.ts';
import { readApprovals } from '../records/read-approvals.ts';

export interface EscalateHandoverDeps {
  readonly incidents: Pick<IncidentStore, 'readRecord'>;
  readonly approvals: ApprovalStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly policy: CompiledPolicy;
  readonly evidenceKinds: readonly EvidenceDescription[];
}

/** Tells the next level of a handover that nobody acknowledged; one level at a time. May be repeated at any time. */
export async function escalateHandover(
  deps: EscalateHandoverDeps,
  { incident, entries }: Pick<IncidentOutline, 'incident' | 'entries'>,
): Promise<void> {
  if (incident.status !== 'handed-over' || holderOf(entries) !== null) return;
  const id = `escalated:${incident.since}`;
  const now = deps.clock.now();
  const next = escalationDue({ incident, entries }, peopleNotified(entries, id), deps.policy, now);
  if (next === null) return;
  const record = await deps.incidents.readRecord(incident.id);
  if (record === null) return;
  const { reason } = incident;
  const { facts, link } = handOverNotification(
    record,
    { reason, reminder: 0, approvals: await readApprovals(deps.approvals, record) },
    deps.policy,
    deps.evidenceKinds,
    now,
  );
  await deps.notifier.notify(
    { id, kind: 'escalated', audience: { kind: 'people', people: [next] }, facts, link },
    { incident, actor: 'firebreak:sweep' },
  );
}
