import { peopleInTurn } from '../../on-call/escalation.ts';
import type { CompiledPolicy } from '../../policy/policy.ts';
import type { ReachabilityFinding } from '../../reachability/obstacle.ts';
import type { Notification } from './notification.ts';

/** Findings that are listed one by one. */
const mostListed = 30;

/** To those in operations, and whoever would command now. */
export function reachabilityNotification(
  findings: readonly ReachabilityFinding[],
  policy: Pick<CompiledPolicy, 'people' | 'services' | 'calendars'>,
  now: Date,
): Notification {
  const commanders = policy.services.flatMap(({ id }) => peopleInTurn(policy, id, 'commander', now)[0] ?? []);
  return {
    id: now.toISOString().slice(0, 10),
    kind: 'reachability',
    audience: { kind: 'people', people: [...new Set([...policy.people.stakeholders.ops, ...commanders])] },
    facts: {
      findings: findings.slice(0, mostListed),
      others: Math.max(0, findings.length - mostListed),
    },
    link: { page: 'incidents' },
  };
}
