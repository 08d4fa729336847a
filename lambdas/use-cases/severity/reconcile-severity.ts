import type { Incident } from '../../domain/records/incident.ts';
import { raiseSeverity, restrictIncident, setSeverity } from '../../domain/records/incident-changes.ts';
import { symptoms } from '../../domain/records/severity.ts';
import type { TimelineEntry } from '../../domain/records/timeline.ts';
import type { Transition } from '../../domain/records/transition.ts';
import { evidenceFacts } from '../../domain/reporting/labels/evidence-facts.ts';
import { severityMail } from '../../domain/reporting/mail/severity-mail.ts';
import {
  lastSeverityDecision,
  overrideReason,
  raisedValues,
  restrictedKind,
  type SeverityDecision,
} from '../../domain/triage/severity/severity-entries.ts';
import type { IncidentRecord } from '../../ports/incident-store.ts';
import { type MailRecipientsDeps, mailRecipients } from '../notify/mail-recipients.ts';

/**
 * Brings the severity of an open incident to what its timeline says was decided last, and notifies the recipients of a raise, or that
 * it became security-sensitive: each person once. May be repeated at any time.
 */
export async function reconcileSeverity(deps: MailRecipientsDeps, record: IncidentRecord): Promise<void> {
  if (record.incident.status === 'closed') return;
  const decision = lastSeverityDecision(record.entries);
  const restricted = record.entries.find(({ kind }) => kind === restrictedKind);
  const incident = await complete(deps, record.incident, decision, restricted);
  const current = { ...record, incident };
  if (restricted !== undefined) await notify(deps, current, 'restricted', restricted);
  if (decision?.by === 'firebreak') await notify(deps, current, 'raised', decision.entry);
}

/** Who recorded it may have died before the incident itself was written. */
async function complete(
  { incidents, clock }: MailRecipientsDeps,
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

async function notify(
  deps: MailRecipientsDeps,
  record: IncidentRecord,
  notice: 'raised' | 'restricted',
  entry: TimelineEntry,
): Promise<void> {
  const { incident, evidence, entries } = record;
  const sent = (person: string) => `mail.sent:${entry.id}:${person}`;
  const failed = (person: string) => `mail.failed:${person}:${entry.id}`;
  await mailRecipients(deps, record, {
    name: entry.id,
    actor: 'firebreak:sweep',
    reason: entry.text,
    had: (person) => entries.some(({ id }) => id === sent(person) || id === failed(person)),
    write: (url) =>
      severityMail({
        incident,
        notice,
        what: entry.text,
        at: entry.at,
        rule: typeof entry.data['rule'] === 'string' ? entry.data['rule'] : null,
        values: raisedValues(entry),
        evidence: evidenceFacts(evidence, incident.assessment),
        url,
      }),
    onSent: (person) =>
      deps.incidents.appendEntry(incident.id, {
        id: sent(person),
        at: deps.clock.now().toISOString(),
        actor: 'firebreak:sweep',
        kind: 'mail.sent',
        text: `${person} was notified by mail: ${notice === 'raised' ? incident.severity : 'security-sensitive'}`,
        data: { person },
      }),
  });
}
