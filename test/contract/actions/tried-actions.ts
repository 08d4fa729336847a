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

  let passed = 0;
  let kept: PlainJson | null = null;
  const clock = () => new Date(bench.now.getTime() + passed * 60_000);
  async function proceed(preState: PlainJson) {
    const context = { aws: world.aws, now: clock(), clock, until: new Date(clock().getTime() + 25_000) };
    const keep = async (progress: PlainJson) => {
      kept = JSON.parse(JSON.stringify(progress));
    };
    return await action.proceed?.({ ...context, kept, keptBefore: null, keep, stop: null }, params, preState);
  }
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
      action.proceed === undefined
        ? await action.observe?.(contextWith(world.aws), params, preState, postState)
        : await proceed(preState),
    /** Time goes on, and work with it. */
    async pass(minutes: number, preState: PlainJson) {
      for (let minute = 0; minute < minutes; minute += 1) {
        passed += 1;
        world.pass(1);
        if (action.proceed !== undefined) await proceed(preState);
      }
    },
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
