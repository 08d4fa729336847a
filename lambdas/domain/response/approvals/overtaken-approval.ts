import { approversOf } from '../../policy/people/may-read.ts';
import type { CompiledPolicy, PeoplePolicy } from '../../policy/policy.ts';
import type { Approval } from '../../records/approval/approval.ts';
import { askedAnew } from '../../records/approval/approval-transitions.ts';
import type { Incident } from '../../records/incident.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { endedIfStale } from './approval-staleness.ts';

/**
 * The approval as it ends because it no longer fits: void, or void and asked anew where the step still fits and only the people, or what
 * they were told, do not. Null while it fits.
 */
export function overtakenApproval(
  facts: Pick<RecordedFacts, 'incident' | 'alerts' | 'evidence'>,
  approval: Approval,
  policy: Pick<CompiledPolicy, 'correlation' | 'guardrails' | 'people'>,
  now: Date,
): Approval | null {
  const stale = endedIfStale(facts, approval, policy, now);
  if (stale !== null) return stale;
  const anew = whyAskAnew(facts.incident, approval, policy.people);
  return anew === null ? null : askedAnew(approval, anew, now);
}

function whyAskAnew(
  incident: Incident,
  { requestedAt, links, step }: Approval,
  people: PeoplePolicy,
): string | null {
  if (incident.sensitiveSince !== undefined && requestedAt < incident.sensitiveSince) {
    return 'The incident became security-sensitive after this was requested';
  }
  const approvers = approversOf(people, incident, step);
  return links.length > 0 && links.every(({ person }) => !approvers.includes(person))
    ? 'Nobody who was asked is an approver any more'
    : null;
}
