import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';
import { evidenceFacts } from '../evidence/evidence-facts.ts';
import { manualHelp } from '../manual-help.ts';
import type { Notification } from './notification.ts';

/** The incident needs a person: the diagnosis, why automation stopped, what was done, what is open, and what they can do. */
export function handOverNotification(
  { incident, evidence, steps, debts }: Pick<RecordedFacts, 'incident' | 'evidence' | 'steps' | 'debts'>,
  { reason, reminder }: { readonly reason: string; readonly reminder: number },
  evidenceKinds: readonly EvidenceDescription[],
): Notification {
  const { id, title, severity, severityReason, service, openedAt } = incident;
  return {
    id: String(reminder),
    kind: reminder === 0 ? 'handed-over' : 'reminder',
    audience: { kind: 'recipients', except: [] },
    facts: {
      incident: { id, title, severity, severityReason, service, openedAt },
      reason,
      reminder,
      evidence: evidenceFacts(evidence, incident.assessment, evidenceKinds),
      done: steps.flatMap(({ result, undo }) =>
        [result?.text, undo?.text].filter((text) => text !== undefined),
      ),
      debts: debts.filter(({ status }) => status === 'open').map(({ howToRestore }) => howToRestore),
      diagnosis: incident.assessment?.diagnosis ?? null,
      help: manualHelp(incident.assessment, steps),
    },
    link: { page: 'incident', incidentId: id },
  };
}
