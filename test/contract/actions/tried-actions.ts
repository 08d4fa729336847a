import { actions } from '../../../lambdas/actions/index.ts';
import { parseParams } from '../../../lambdas/domain/response/planning/parse-params.ts';
import type { Action, ActionContext } from '../../../lambdas/ports/plug-ins/action.ts';
import type { ActionBench } from '../../actions/action-bench.ts';
import type { Faults } from '../../support/faults/faults.ts';
import { faultyAws } from '../../support/faults/faulty-aws.ts';
import { startTestAccount } from '../../support/servers/test-account.ts';

type PlainJson = Readonly<Record<string, unknown>>;
type Clients = Pick<ActionContext, 'aws' | 'http'>;

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
  const contextWith = (clients: Clients): ActionContext => ({
    aws: clients.aws,
    http: clients.http,
    stepId: 'INC-1_0',
    now: world.now(),
  });
  const world = await startTestAccount({
    scenario: bench.scenario,
    nowMs: bench.now.getTime(),
    ...(bench.seed === undefined ? {} : { seed: bench.seed }),
  });

  let passed = 0;
  let kept: PlainJson | null = null;
  const clock = () => new Date(bench.now.getTime() + passed * 60_000);
  async function proceed(preState: PlainJson) {
    const context = {
      ...contextWith(world),
      now: clock(),
      clock,
      until: new Date(clock().getTime() + 25_000),
    };
    const keep = async (progress: PlainJson) => {
      kept = JSON.parse(JSON.stringify(progress));
    };
    return await action.proceed?.({ ...context, kept, keptBefore: null, keep, stop: null }, params, preState);
  }
  const preflight = (clients: Clients = world) => action.preflight(contextWith(clients), params);
  const execute = (preState: PlainJson, clients: Clients = world) =>
    action.execute(contextWith(clients), params, preState);
  async function preStateOf(clients: Clients): Promise<PlainJson> {
    const found = await preflight(clients);
    if (!found.ok) throw new Error(found.reason);
    return JSON.parse(JSON.stringify(found.preState));
  }
  async function executed(clients: Clients = world) {
    const preState = await preStateOf(clients);
    const execution = await execute(preState, clients);
    if (execution.outcome !== 'done') throw new Error(execution.text);
    return { preState, postState: execution.postState };
  }
  return {
    world,
    params,
    preflight,
    preState: () => preStateOf(world),
    execute,
    executed,
    /** Its clients, each call of which is counted and fails at the chosen point. */
    faulty: (faults: Faults): Clients => ({
      aws: faultyAws(faults, world.aws),
      http: faults.wrap('http', world.http),
    }),
    observe: async (preState: PlainJson, postState: PlainJson) =>
      action.proceed === undefined
        ? await action.observe?.(contextWith(world), params, preState, postState)
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
        ? await action.undoReadiness?.(contextWith(world), params, preState)
        : undefined,
    undo: async (preState: PlainJson, postState: PlainJson, clients: Clients = world) => {
      if (action.risk === 'irreversible') throw new Error(action.irreversibleBecause);
      return await action.undo(contextWith(clients), params, preState, postState);
    },
  };
}

export type Trial = Awaited<ReturnType<typeof startTrial>>;
