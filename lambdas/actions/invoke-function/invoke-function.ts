import * as z from 'zod/mini';
import type { ActionContext, ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { describeFunctionVersion, invokeRemedy } from '../../resources/aws/remedy-functions.ts';
import { type RemedyFunctionId, remedyFunction } from '../../resources/remedy-function.ts';
import { type Called, callOnce, executionOfCall, undoingOfCall } from '../escape-hatch/call-once.ts';
import { remedyContract } from '../escape-hatch/remedy-contract.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { unrecorded } from '../setting/move-outcomes.ts';

const postStateSchema = z.object({ id: z.string() });
const notDeclared = 'Policy does not say that the function can take it back: people must know what it does';

/** Invokes a Lambda function that policy names. What it does only its owner knows. */
export const invokeFunction: ReversibleAction<
  RemedyFunctionId,
  { readonly version: string },
  RemedyFunctionId
> = {
  kind: 'invoke-function',
  title: 'Invoke a Lambda function of your own',
  target: remedyFunction,
  ...remedyContract<RemedyFunctionId>('the function', ({ functionName }) => functionName),
  irreversibleFor: ({ undo }) => (undo === 'none' ? notDeclared : null),
  params: remedyFunction.schema,
  summary: (params) => `Invoke the ${remedyFunction.describe(params)}, which does what its owner made it for`,
  undoSummary: (params) => `Ask the ${remedyFunction.describe(params)} to take it back`,
  howToRestore: ({ functionName }) =>
    `Look what ${functionName} did, and take it back once it is no longer needed`,
  expects: errorRateRecovers({ withinSeconds: 600 }),

  iam: (targets) =>
    allow(
      ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'],
      targets.map(({ id }) => remedyFunction.arns(id).function),
    ),

  async preflight({ aws }, params) {
    const name = remedyFunction.describe(params);
    const found = await describeFunctionVersion(aws, params);
    if (found === null) return { ok: false, reason: `There is no ${name}` };
    if (!found.isRunnable) return { ok: false, reason: `The ${name} cannot run: it is ${found.state}` };
    return { ok: true, preState: { version: found.version } };
  },

  async execute(context, params, { version }) {
    const found = await describeFunctionVersion(context.aws, params);
    if (found?.version !== version) {
      return { outcome: 'stale', text: `Nothing was done: ${params.functionName} was changed meanwhile` };
    }
    const called = await call(context, params, 'run', context.stepId);
    return executionOfCall(`the ${remedyFunction.describe(params)}`, called, context.stepId);
  },

  async undo(context, params, _, postState) {
    if (params.undo === 'none') return { outcome: 'unknown', text: notDeclared };
    if (!postStateSchema.safeParse(postState).success) {
      return unrecorded(`by the ${remedyFunction.describe(params)}`);
    }
    const called = await call(context, params, 'undo', `${context.stepId}_undo`);
    return undoingOfCall(`the ${remedyFunction.describe(params)}`, called);
  },
};

async function call(
  { aws, stepId }: ActionContext,
  params: RemedyFunctionId,
  operation: 'run' | 'undo',
  idempotencyKey: string,
): Promise<Called> {
  return await callOnce(() => invokeRemedy(aws, params, { operation, idempotencyKey, step: stepId }));
}
