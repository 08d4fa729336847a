import type { Incident } from '../../domain/records/incident.ts';
import { symptoms } from '../../domain/records/severity.ts';
import type { TimelineEntry } from '../../domain/records/timeline.ts';
import {
  raiseSeverity,
  restrictIncident,
  setSeverity,
} from '../../domain/records/transitions/incident-changes.ts';
import type { Transition } from '../../domain/records/transitions/transition.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { severityNotification } from '../../domain/reporting/notifications/severity-notification.ts';
import {
  lastSeverityDecision,
  overrideReason,
  restrictedKind,
  type SeverityDecision,
} from '../../domain/triage/severity/severity-entries.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';

export interface ReconcileSeverityDeps {
  readonly incidents: IncidentStore;
  readonly notifier: Notifier;
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly clock: Clock;
}

const actor = 'firebreak:sweep';

/**
 * Brings the severity of an open incident to what its timeline says was decided last, and notifies the recipients of a raise, or that
 * it became security-sensitive: each person once. May be repeated at any time.
 */
export async function reconcileSeverity(deps: ReconcileSeverityDeps, record: IncidentRecord): Promise<void> {
  if (record.incident.status === 'closed') return;
  const decision = lastSeverityDecision(record.entries);
  const restricted = record.entries.find(({ kind }) => kind === restrictedKind);
  const incident = await complete(deps, record.incident, decision, restricted);
  const current = { ...record, incident };
  if (restricted !== undefined) {
    const notification = severityNotification('incident-restricted', current, restricted, deps.evidenceKinds);
    await deps.notifier.notify(notification, { incident, actor });
  }
  if (decision?.by === 'firebreak') {
    const notification = severityNotification('severity-raised', current, decision.entry, deps.evidenceKinds);
    await deps.notifier.notify(notification, { incident, actor });
  }
}

/** Who recorded it may have died before the incident itself was written. */
async function complete(
  { incidents, clock }: ReconcileSeverityDeps,
  before: Incident,
  decision: SeverityDecision | null,
  restricted: TimelineEntry | undefined,
): Promise<Incident> {
  const now = clock.now();
  const decided =
    decision === null || decision.severity === before.severity ? null : applied(before, decision, now);
  const rated = decided?.ok ? decided.incident : before;
  const closed = restricted === undefined ? null : restrictIncident(rated, now);
  const after = closed?.ok ? closed.incident : rated;
  if (after === before) return before;
  // Both in one write.
  const next = { ...after, version: before.version + 1 };
  await incidents.saveIncident(next);
  return next;
}

function applied(
  incident: Incident,
  { by, actor, severity, entry }: SeverityDecision,
  now: Date,
): Transition {
  const { comment, reason, symptom } = entry.data;
  if (by === 'person') {
    return setSeverity(
      incident,
      severity,
      overrideReason(actor, typeof comment === 'string' ? comment : null),
      now,
    );
  }
  return raiseSeverity(
    incident,
    {
      severity,
      symptom: symptoms.find((each) => each === symptom) ?? 'unknown',
      reason: typeof reason === 'string' ? reason : entry.text,
    },
    now,
  );
}
