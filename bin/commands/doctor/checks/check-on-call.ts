import { peopleInTurn } from '../../../../lambdas/domain/on-call/escalation.ts';
import { rotaFindings } from '../../../../lambdas/domain/on-call/rota-findings.ts';
import { rotaFindingLine } from '../../../../lambdas/domain/reporting/labels/rota-finding-line.ts';
import { type Check, ok, problem } from '../finding.ts';

const days = 90;
const most = 5;

/** Whether somebody will be on call, and somebody after them: told before the incident, and not in it. */
export const onCall: Check = {
  name: 'on call',
  needs: 'nothing: it reads the policy of this checkout',
  isLocalToo: true,
  async find({ policy }) {
    const now = new Date();
    const { rotas } = policy.people.onCall;
    const found = rotaFindings(policy, now.getTime(), now.getTime() + days * 86_400_000);
    const problems = found
      .slice(0, most)
      .map((each) => problem(rotaFindingLine(each, rotas), '`firebreak oncall check` lists all of them.'));
    const alone = policy.services.flatMap(({ id }) => {
      const turn = peopleInTurn(policy, id, 'commander', now);
      return turn.length > 1 ? [] : [`${id} (${turn[0] ?? 'nobody'})`];
    });
    if (alone.length > 0) {
      const who = `nobody is asked after the first for ${alone.slice(0, most).join(', ')}`;
      problems.push(
        problem(`${who}${alone.length > most ? ' and others' : ''}`, 'Add a level to onCall.escalations.'),
      );
    }
    return problems.length > 0 ? problems : [ok(`somebody is, at every time of the next ${days} days`)];
  },
};
