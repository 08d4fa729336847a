import type { LevelNow, OnCallRole } from '../../../lambdas/domain/on-call/escalation.ts';
import type { PeoplePolicy } from '../../../lambdas/domain/policy/policy.ts';
import { plain } from '../../cli/terminal.ts';

/** `commander: 1. ben (primary)  2. ana`. */
export function levelLines(
  role: OnCallRole,
  levels: readonly LevelNow[],
  { approvals }: Pick<PeoplePolicy, 'approvals'>,
): string {
  if (levels.length === 0) {
    return `${role}: ${approvals.approvers.map(plain).join(', ')}, all at once`;
  }
  const parts = levels.map(({ level, person }, index) => {
    const who = person === null ? `nobody (${level})` : person === level ? person : `${person} (${level})`;
    return `${index + 1}. ${plain(who)}`;
  });
  return `${role}: ${parts.join('  ')}`;
}
