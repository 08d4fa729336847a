import * as z from 'zod/mini';
import type { IrreversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { type CloudFormationStackId, cloudFormationStack } from '../../resources/cloudformation-stack.ts';
import { nameParam } from '../params/name-param.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf } from '../setting/move-outcomes.ts';
import { moveSetting } from '../setting/move-setting.ts';
import { recentEvents, stateOf, type UpdateState, updateState } from './stack-update.ts';

const paramsSchema = z.object({
  stack: nameParam,
  /** Id of the event that began the update. */
  operation: nameParam,
});
type Params = z.infer<typeof paramsSchema>;

/** Cancels an update of a CloudFormation stack that is in progress: CloudFormation rolls the stack back. */
export const cancelStackUpdate: IrreversibleAction<Params, Params, CloudFormationStackId> = {
  kind: 'cancel-stack-update',
  title: 'Cancel an update of a CloudFormation stack',
  target: cloudFormationStack,
  reverts: ['stack-update'],
  phase: 'stabilize',
  risk: 'irreversible',
  irreversibleBecause:
    'An update that was cancelled cannot be continued: somebody has to deploy the stack again',
  repeat: 'set',
  params: paramsSchema,
  plan({ target: { id }, change }) {
    const deployment = change?.deployment;
    return deployment?.inProgress === true && change?.superseded === undefined
      ? { ok: true, params: { ...id, operation: deployment.id } }
      : { ok: false, reason: `no suspect update of the stack ${id.stack} is in progress` };
  },
  summary: (params) => `Cancel the update of ${cloudFormationStack.describe(params)} and roll it back`,
  howToRestore: ({ stack }) => `Fix the cause and deploy the stack ${stack} again`,
  backport: ({ stack }) =>
    `Revert or fix in the repository what the update of ${stack} brought: the next deployment brings it again otherwise`,
  expects: errorRateRecovers({ withinSeconds: 900 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
  echoes: [
    {
      metric: 'errorRate',
      goes: 'up',
      fadesAfterMinutes: 15,
      because: 'resources are replaced once more while the stack is rolled back',
    },
  ],

  iam: (targets) =>
    allow(
      ['cloudformation:DescribeStackEvents', 'cloudformation:CancelUpdateStack'],
      targets.map(({ id }) => cloudFormationStack.arns(id).stack),
    ),

  async preflight(context, params) {
    const name = cloudFormationStack.describe(params);
    const events = await recentEvents(context, params.stack);
    if (events.length === 0)
      return { ok: false, reason: `There is no ${name}, or nothing was done to it today` };
    const state = stateOf(events, params.operation);
    const stack = events.find(({ isStack }) => isStack);
    if (state === 'in progress' && stack?.status === 'UPDATE_IN_PROGRESS')
      return { ok: true, preState: params };
    return {
      ok: false,
      reason: `The update of ${name} cannot be cancelled: ${found(state)} (${stack?.status})`,
    };
  },

  async execute(context, params) {
    const name = cloudFormationStack.describe(params);
    const move = await moveSetting(updateState(context, params), 'in progress', 'rolled back');
    const done = `Cancelled the update of ${name}: CloudFormation rolls it back`;
    return executionOf(
      move,
      { name, done, asked: `the update of ${name} was cancelled`, found },
      {
        operation: params.operation,
      },
    );
  },

  async observe(context, params) {
    const events = await recentEvents(context, params.stack);
    const status = events.find(({ isStack }) => isStack)?.status;
    const name = cloudFormationStack.describe(params);
    return { settled: status === 'UPDATE_ROLLBACK_COMPLETE', text: `${name} is ${status ?? 'gone'}` };
  },
};

/** After the name of the stack. */
function found(state: UpdateState): string {
  switch (state) {
    case 'in progress':
      return 'whose update is in progress';
    case 'rolled back':
      return 'whose update is rolled back already';
    case 'done':
      return 'whose update has finished';
    case 'failed':
      return 'whose update has failed';
    case 'replaced':
      return 'whose newest operation is another one';
    default:
      return state satisfies never;
  }
}
