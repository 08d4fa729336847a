import { readingsOf } from '../../domain/records/evidence.ts';
import type { Execution, IrreversibleAction } from '../../ports/plug-ins/action.ts';
import { allow, allowEverywhere } from '../../resources/allow.ts';
import { readExecution } from '../../resources/aws/executions.ts';
import { type StateMachineId, stateMachine } from '../../resources/state-machine.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { findFailedExecutions } from './find-failed-executions.ts';
import {
  executionArn,
  mostExecutions,
  type RedriveParams,
  type RedrivePreState,
  redrivenSchema,
  redriveParamsSchema,
} from './redrive-contract.ts';
import { redriveEach } from './redrive-each.ts';

/** A degradation is seen some minutes after the first execution failed. */
const beforeOnsetMs = 15 * 60_000;

/** Continues the failed executions of a state machine at the state that failed. */
export const redriveExecution: IrreversibleAction<RedriveParams, RedrivePreState, StateMachineId> = {
  kind: 'redrive-execution',
  title: 'Redrive failed executions of a state machine',
  target: stateMachine,
  phase: 'mitigate',
  risk: 'irreversible',
  irreversibleBecause: 'What an execution does once it continues cannot be taken back',
  repeat: 'conditional',
  params: redriveParamsSchema,
  plan({ target: { id }, evidence }) {
    const onsets = readingsOf(evidence).flatMap(({ onsetAt }) => onsetAt ?? []);
    const first = onsets.toSorted()[0];
    if (first === undefined) {
      return { ok: false, reason: `it is not known since when executions of ${id.stateMachine} fail` };
    }
    const since = new Date(Date.parse(first) - beforeOnsetMs).toISOString();
    return { ok: true, params: { ...id, since, mostExecutions } };
  },
  summary: ({ stateMachine: name, since, mostExecutions: most }) =>
    `Redrive the executions of ${name} that failed since ${since.slice(0, 16).replace('T', ' ')} UTC, at most ${most}`,
  howToRestore: ({ stateMachine: name }) =>
    `Look at the executions of ${name} that failed once more, and finish by hand what they left half done`,
  backport: ({ stateMachine: name }) =>
    `Give the state of ${name} that failed a Retry that lasts longer than such an outage: the next one fails executions again otherwise`,
  expects: errorRateRecovers({ withinSeconds: 600 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
  echoes: [
    {
      metric: 'traffic',
      goes: 'up',
      fadesAfterMinutes: 15,
      because: 'redriven executions run beside the usual ones',
    },
  ],

  iam(targets) {
    const arns = targets.map(({ id }) => stateMachine.arns(id));
    return [
      ...allow(
        ['states:ListExecutions'],
        arns.map((each) => each.stateMachine),
      ),
      // Executions are named as they come.
      ...allow(
        ['states:DescribeExecution', 'states:RedriveExecution'],
        arns.map(({ execution }) => `${execution}:*`),
      ),
      ...allowEverywhere(
        ['states:ListStateMachines'],
        targets,
        'IAM knows no resource for ListStateMachines',
      ),
    ];
  },

  preflight: ({ aws }, params) => findFailedExecutions(aws, params),

  async execute({ aws }, { stateMachine: name }, preState): Promise<Execution> {
    const { redriven, refused, unknown } = await redriveEach(aws, preState);
    if (unknown !== null) {
      return {
        outcome: 'unknown',
        text: `Redrove ${redriven.length} executions of ${name}; of ${unknown.names.length} more it is not known: ${unknown.reason}`,
      };
    }
    if (redriven.length === 0) {
      return {
        outcome: 'stale',
        text: `Nothing was redriven: no failed execution of ${name} can be continued any more`,
      };
    }
    const left = refused.length + preState.more;
    const rest = left === 0 ? '' : `; ${left} failed ones are left`;
    return {
      outcome: 'done',
      text: `Redrove ${redriven.length} ${redriven.length === 1 ? 'execution' : 'executions'} of ${name}${rest}`,
      postState: { redriven: [...redriven] },
    };
  },

  async observe({ aws }, { stateMachine: name }, preState, postState) {
    const post = redrivenSchema.safeParse(postState);
    if (!post.success) return { settled: false, text: `It is not recorded what was redriven of ${name}` };
    const { redriven } = post.data;
    const found = await Promise.all(redriven.map((each) => readExecution(aws, executionArn(preState, each))));
    const statuses = found.map((each) => each?.status ?? 'gone');
    const count = (wanted: string) => statuses.filter((status) => status === wanted).length;
    const [running, succeeded] = [count('RUNNING'), count('SUCCEEDED')];
    return {
      settled: running === 0,
      text:
        running === 0
          ? `${succeeded} of ${redriven.length} redriven executions of ${name} have succeeded`
          : `${running} of ${redriven.length} redriven executions of ${name} are still running`,
    };
  },
};
