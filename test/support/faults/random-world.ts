import { createEngine, type Engine } from '../../../local/step-functions/engine.ts';
import type { Store } from '../../../local/step-functions/store/store.ts';
import { VirtualClock } from '../../../local/step-functions/values/clocks.ts';
import { TaskError } from '../../../local/step-functions/values/failure.ts';
import type { Json, JsonObject } from '../../../local/step-functions/values/json.ts';
import type { TaskRequest } from '../../../local/step-functions/values/task-request.ts';
import { TASK_KINDS } from '../builders/random-machines.ts';

/** Where the process is killed: before or after its n-th commit since it was started last. */
export interface Kill {
  readonly commits: number;
  readonly isStored: boolean;
}

export interface Ending {
  readonly status: string;
  readonly output: Json | undefined;
  readonly error: string | undefined;
  readonly events: readonly { id: number; previousEventId: number; type: string }[];
}

/** Runs one machine to its end on `store`, with an engine that is killed and rebuilt as told. */
export async function runWithKills(
  machine: JsonObject,
  store: Store,
  kills: readonly Kill[],
): Promise<Ending> {
  const clock = new VirtualClock();
  const left = [...kills];
  let engine: Engine;
  const current = (): Engine => engine;
  const rebuild = (): void => {
    engine = createEngine({
      store: killingStore(store, left.shift(), () => {
        engine.stop();
        queueMicrotask(rebuild);
      }),
      clock,
      invokeTask: (request) => doTask(request, clock, current),
      random: () => 0.5,
      onBroken: () => {},
    });
    engine.start();
  };
  rebuild();
  const definition = JSON.stringify(machine);
  const { stateMachineArn } = await current().call('CreateStateMachine', { name: 'random', definition });
  await startOnce(current, stateMachineArn);
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:one`;
  await clock.runUntilIdle();
  const { status, output, error } = await current().call('DescribeExecution', { executionArn });
  const { events } = await current().call('GetExecutionHistory', { executionArn, maxResults: 1000 });
  current().stop();
  return { status, output: output === undefined ? undefined : JSON.parse(output), error, events };
}

class KilledError extends Error {
  override readonly name = 'KilledError';
}

/** A store in whose n-th commit the process dies. */
function killingStore(store: Store, kill: Kill | undefined, die: () => void): Store {
  let commits = 0;
  return new Proxy(store, {
    get(target, member) {
      if (member !== 'commit') {
        const value: unknown = Reflect.get(target, member);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return (change: Parameters<Store['commit']>[0]): void => {
        commits += 1;
        const dies = commits === kill?.commits;
        if (!dies || kill.isStored) target.commit(change);
        if (!dies) return;
        die();
        throw new KilledError('killed');
      };
    },
  });
}

/** A caller who asks again when the process died on it; the execution may have come to its end meanwhile. */
async function startOnce(engine: () => Engine, stateMachineArn: string): Promise<void> {
  try {
    await engine().call('StartExecution', { stateMachineArn, name: 'one', input: '0' });
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionAlreadyExists') return;
    if (!(error instanceof KilledError)) throw error;
    await new Promise((resume) => setImmediate(resume));
    await startOnce(engine, stateMachineArn);
  }
}

/** What a task does depends on its state, its place and its attempt, not on how often it is asked. */
async function doTask(request: TaskRequest, clock: VirtualClock, engine: () => Engine): Promise<Json> {
  const kind = TASK_KINDS.find((one) => request.stateName.endsWith(` ${one}`));
  const result = { state: request.stateName, path: request.path };
  if (kind === 'boom') throw new TaskError('Boom', 'as told');
  if (kind === 'flaky' && request.retryCount < 2) throw new TaskError('Flaky', 'not yet');
  if (kind === 'silent-once' && request.retryCount === 0) return new Promise(() => {});
  if (kind === 'called-back' || kind === 'called-back-boom') {
    clock.setTimer(clock.now() + 5000, () => {
      void callBack(engine, request.taskToken, kind, result);
    });
    return { handedOver: true };
  }
  return result;
}

/** At-least-once tasks are answered more than once: late answers are refused and do no harm. */
async function callBack(engine: () => Engine, taskToken: string, kind: string, result: Json): Promise<void> {
  const completion =
    kind === 'called-back' ? { output: JSON.stringify(result) } : { error: 'Boom', cause: 'as told' };
  const action = kind === 'called-back' ? 'SendTaskSuccess' : 'SendTaskFailure';
  const asked = engine();
  try {
    await asked.call(action, { taskToken, ...completion });
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TaskTimedOut';
    if (!isLate && engine() === asked) throw error;
    // The process died with the answer in its hands: whoever answers asks again.
    if (engine() !== asked) await callBack(engine, taskToken, kind, result);
  }
}
