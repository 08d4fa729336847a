import type { RotaPolicy } from '../on-call/escalation.ts';
import { rotaFindings } from '../on-call/rota-findings.ts';
import { rotaFindingLine } from '../reporting/labels/rota-finding-line.ts';
import type { ReachabilityFinding } from './obstacle.ts';

const days = 28;

/** Times of the next weeks at which a rota has nobody. */
export function rotaGapFindings(policy: RotaPolicy, now: Date): readonly ReachabilityFinding[] {
  const { rotas } = policy.people.onCall;
  return rotaFindings(policy, now.getTime(), now.getTime() + days * 86_400_000)
    .filter(({ kind }) => kind === 'gap')
    .map((gap) => ({
      state: 'obstacle',
      what: rotaFindingLine(gap, rotas),
      next: 'Fill it in people.yaml; `firebreak oncall check` lists all gaps',
    }));
}
