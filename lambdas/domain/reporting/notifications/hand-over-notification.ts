import { remindedPeople } from '../../on-call/reminded-people.ts';
import type { CompiledPolicy } from '../../policy/policy.ts';
import type { Approval } from '../../records/approval/approval.ts';
import { commandKind } from '../../records/command.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { holderOf } from '../../response/handover/holder-of.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';
import { evidenceFacts } from '../evidence/evidence-facts.ts';
import { manualHelp } from '../manual-help.ts';
import { rejectionsOf, waysAfter } from '../views/ways-on.ts';
import type { Notification } from './notification.ts';

/** The incident needs a person: the diagnosis, why automation stopped, what was done, what is open, and what they can do. */
export function handOverNotification(
  { incident, evidence, steps, debts, entries }: Omit<RecordedFacts, 'alerts'>,
  {
    reason,
    reminder,
    approvals,
  }: { readonly reason: string; readonly reminder: number; readonly approvals: readonly Approval[] },
  policy: Pick<CompiledPolicy, 'people' | 'services' | 'calendars'>,
  evidenceKinds: readonly EvidenceDescription[],
  now: Date,
): Extract<Notification, { readonly kind: 'handed-over' | 'reminder' }> {
  const { id, title, severity, severityReason, service, openedAt } = incident;
  return {
    id: `${entries.filter(({ kind }) => kind === commandKind('resume')).length}:${reminder}`,
    kind: reminder === 0 ? 'handed-over' : 'reminder',
    audience:
      reminder === 0
        ? { kind: 'recipients', except: [] }
        : { kind: 'people', people: remindedPeople(policy, incident, holderOf(entries), reminder, now) },
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
      rejections: rejectionsOf(incident, approvals),
      ways: waysAfter({ incident, steps, entries }, approvals, policy.people),
    },
    link: { page: 'incident', incidentId: id },
  };
}
