import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { raisedValues } from '../../triage/severity/severity-entries.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';
import { evidenceFacts } from '../evidence/evidence-facts.ts';
import type { Notification } from './notification.ts';
import { peopleNotified } from './notification-entries.ts';

/** The incident got worse or became security-sensitive, by this entry of its timeline: for those who were not told of it yet. */
export function severityNotification(
  kind: 'severity-raised' | 'incident-restricted',
  { incident, evidence, entries }: Pick<RecordedFacts, 'incident' | 'evidence' | 'entries'>,
  entry: TimelineEntry,
  evidenceKinds: readonly EvidenceDescription[],
): Notification {
  const { id, title, severity, severityReason, service, openedAt } = incident;
  return {
    id: entry.id,
    kind,
    audience: { kind: 'recipients', except: peopleNotified(entries, entry.id) },
    facts: {
      incident: { id, title, severity, severityReason, service, openedAt },
      what: entry.text,
      at: entry.at,
      rule: typeof entry.data['rule'] === 'string' ? entry.data['rule'] : null,
      values: raisedValues(entry),
      evidence: evidenceFacts(evidence, incident.assessment, evidenceKinds),
    },
    link: { page: 'incident', incidentId: id },
  };
}
