import { remindedPeople } from '../../policy/people/reminded-people.ts';
import type { CompiledPolicy } from '../../policy/policy.ts';
import { commandKind } from '../../records/command.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';
import { evidenceFacts } from '../evidence/evidence-facts.ts';
import type { Notification } from './notification.ts';

/** The incident needs a person: why, what was done, what is open, and what its runbook says to look at. */
export function handOverNotification(
  { incident, evidence, steps, debts, entries }: Omit<RecordedFacts, 'alerts'>,
  { reason, reminder }: { readonly reason: string; readonly reminder: number },
  policy: Pick<CompiledPolicy, 'runbooks' | 'people' | 'services'>,
  evidenceKinds: readonly EvidenceDescription[],
): Notification {
  const runbook = policy.runbooks.find(({ symptoms }) => symptoms.includes(incident.symptom));
  const { id, title, severity, severityReason, service, openedAt } = incident;
  return {
    id: `${entries.filter(({ kind }) => kind === commandKind('resume')).length}:${reminder}`,
    kind: reminder === 0 ? 'handed-over' : 'reminder',
    audience:
      reminder === 0
        ? { kind: 'recipients', except: [] }
        : { kind: 'people', people: remindedPeople(policy, incident, holderOf(entries), reminder) },
    facts: {
      incident: { id, title, severity, severityReason, service, openedAt },
      reason,
      reminder,
      evidence: evidenceFacts(evidence, incident.assessment, evidenceKinds),
      done: steps.flatMap(({ result, undo }) =>
        [result?.text, undo?.text].filter((text) => text !== undefined),
      ),
      debts: debts.filter(({ status }) => status === 'open').map(({ howToRestore }) => howToRestore),
      advice: runbook?.advice ?? [],
    },
    link: { page: 'incident', incidentId: id },
  };
}

/** Whoever said last that the incident is theirs. */
function holderOf(entries: RecordedFacts['entries']): string | null {
  const holding = [commandKind('acknowledge'), commandKind('take-over')] as const;
  const last = entries.filter(({ kind }) => holding.some((each) => each === kind)).at(-1);
  return last === undefined ? null : last.actor.replace(/^person:/, '');
}
