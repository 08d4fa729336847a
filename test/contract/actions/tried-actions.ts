import { actions } from '../../../lambdas/actions/index.ts';
import { parseParams } from '../../../lambdas/domain/response/planning/parse-params.ts';
import type { Action, ActionContext } from '../../../lambdas/ports/action.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import type { ActionBench } from '../../actions/action-bench.ts';
import { startTestAccount } from '../../support/servers/test-account.ts';

type PlainJson = Readonly<Record<string, unknown>>;

/** A new action is tried as soon as it is registered: its bench stands with its own tests. */
export const triedActions = await benchesOf(actions);

/** One after the other: what modules share is linked for one import at a time. */
async function benchesOf(all: readonly Action[]) {
  const benches: (readonly [kind: string, action: Action, bench: ActionBench])[] = [];
  for (const action of all) {
    const file: { readonly bench: ActionBench } = await import(`../../actions/${action.kind}/bench.ts`);
    benches.push([action.kind, action, file.bench]);
  }
  return benches;
}

/** The account of a bench on a real port, and its action at work in it. */
export async function startTrial(action: Action, bench: ActionBench) {
  const params = parseParams(action, bench.params);
  const contextWith = (aws: AwsClients): ActionContext => ({ aws, now: bench.now });
  const world = await startTestAccount({
    scenario: bench.scenario,
    nowMs: bench.now.getTime(),
    ...(bench.seed === undefined ? {} : { seed: bench.seed }),
  });

  const preflight = () => action.preflight(contextWith(world.aws), params);
  const execute = (preState: PlainJson, aws = world.aws) =>
    action.execute(contextWith(aws), params, preState);
  async function preStateOf(aws: AwsClients): Promise<PlainJson> {
    const found = await action.preflight(contextWith(aws), params);
    if (!found.ok) throw new Error(found.reason);
    return JSON.parse(JSON.stringify(found.preState));
  }
  async function executed(aws: AwsClients = world.aws) {
    const preState = await preStateOf(aws);
    const execution = await execute(preState, aws);
    if (execution.outcome !== 'done') throw new Error(execution.text);
    return { preState, postState: execution.postState };
  }
  return {
    world,
    params,
    preflight,
    preState: () => preStateOf(world.aws),
    execute,
    executed,
    observe: async (preState: PlainJson, postState: PlainJson) =>
      await action.observe?.(contextWith(world.aws), params, preState, postState),
    undoReadiness: async (preState: PlainJson) =>
      action.risk === 'reversible'
        ? await action.undoReadiness?.(contextWith(world.aws), params, preState)
        : undefined,
    undo: async (preState: PlainJson, postState: PlainJson, aws = world.aws) => {
      if (action.risk === 'irreversible') throw new Error(action.irreversibleBecause);
      return await action.undo(contextWith(aws), params, preState, postState);
    },
  };
}

export type Trial = Awaited<ReturnType<typeof startTrial>>;
