import type { LevelNow, OnCallRole } from '../../../lambdas/domain/on-call/escalation.ts';
import type { RotaFinding } from '../../../lambdas/domain/on-call/rota-findings.ts';
import type { Rota } from '../../../lambdas/domain/policy/on-call-schema.ts';
import type { PeoplePolicy } from '../../../lambdas/domain/policy/policy.ts';
import { durationLabel } from '../../../lambdas/domain/reporting/labels/duration-label.ts';
import { zoneTime } from '../../../lambdas/domain/reporting/labels/zone-time.ts';
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

/** `primary: nobody from … for 8 h`. */
export function findingLine(finding: RotaFinding, rotas: readonly Rota[]): string {
  const { rota, from, until } = finding;
  const timeZone = rotas.find(({ id }) => id === rota)?.timeZone ?? 'UTC';
  const when = `from ${zoneTime(from, timeZone)} for ${durationLabel(until - from)}`;
  switch (finding.kind) {
    case 'gap':
      return `${rota}: nobody ${when}`;
    case 'overlap': {
      const [one, other] = finding.people;
      return `${rota}: both ${plain(one)} and ${plain(other)} in ${finding.where} ${when}`;
    }
    default:
      return finding satisfies never;
  }
}
