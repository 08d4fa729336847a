import { NotFoundError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { handOver as handedOver } from '../../domain/records/transitions/incident-transitions.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { policyNames } from '../../domain/reporting/names/policy-names.ts';
import { handOverNotification } from '../../domain/reporting/notifications/hand-over-notification.ts';
import { handOverReason, rejectionsOf } from '../../domain/reporting/views/ways-on.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { IncidentRecord } from '../../ports/stores/incident-store.ts';
import { readApprovals } from '../records/read-approvals.ts';
import { type CompleteOpenWaitDeps, completeOpenWait } from './complete-open-wait.ts';

export interface HandOverDeps extends CompleteOpenWaitDeps {
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly notifier: Notifier;
  readonly policy: CompiledPolicy;
}

export interface HandOverInput {
  readonly incidentId: string;
  /** Why automation stopped, for people. */
  readonly reason: string;
  /** 0 at the first time, then counting up each day. */
  readonly reminder: number;
  /** Null when no workflow waits any more. */
  readonly taskToken: string | null;
}

/**
 * Stops automation and notifies the recipients. The status "handed over" is written after that: run again, it
 * notifies nobody twice and keeps the newest token. A command that was given before is answered at once.
 */
export async function handOver(deps: HandOverDeps, given: HandOverInput): Promise<void> {
  const record = await readRecord(deps, given.incidentId);
  const { incident } = record;
  if (incident.status === 'closed') return await letGo(deps, incident, given);
  const approvals = await readApprovals(deps.approvals, record);
  const rejections = rejectionsOf(incident, approvals);
  const reason = handOverReason(given.reason, incident, rejections, policyNames(deps.policy));
  const input = { ...given, reason, approvals };
  const isNotified = incident.status === 'handed-over' && incident.reminders >= input.reminder;
  if (!isNotified) {
    const notification = handOverNotification(
      record,
      input,
      deps.policy,
      deps.evidenceKinds,
      deps.clock.now(),
    );
    await deps.notifier.notify(notification, { incident, actor: 'firebreak:hand-over' });
  }
  await save(deps, incident, input);
  await completeOpenWait(deps, await readRecord(deps, input.incidentId));
}

async function save(
  { incidents, vault, clock }: HandOverDeps,
  incident: Incident,
  { reason, reminder, taskToken }: HandOverInput,
): Promise<void> {
  const now = clock.now();
  const encryptedToken = taskToken === null ? null : await vault.seal(taskToken, incident.id);
  const transition = handedOver(incident, { reason, encryptedToken, now });
  if (!transition.ok || transition.incident.status !== 'handed-over') return;
  const reminders = Math.max(transition.incident.reminders, reminder);
  const next = { ...transition.incident, reminders };
  // While it is handed over the incident itself tells this; afterwards only this entry does.
  await incidents.appendEntry(incident.id, {
    id: `incident.handed-over:${next.since}`,
    at: next.since,
    actor: 'firebreak:hand-over',
    kind: 'incident.handed-over',
    text: `Handed over to people: ${next.reason}`,
    data: {},
  });
  await incidents.saveIncident(next);
}

/** Closed meanwhile, without the workflow: it only has to end. */
async function letGo(
  { workflow }: HandOverDeps,
  { closedBy }: Extract<Incident, { status: 'closed' }>,
  { taskToken }: HandOverInput,
): Promise<void> {
  if (taskToken !== null) await workflow.succeedTask(taskToken, { command: 'resolve', by: closedBy });
}

async function readRecord({ incidents }: HandOverDeps, incidentId: string): Promise<IncidentRecord> {
  const record = await incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  return record;
}
