import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';

/**
 * `refuse`: the call fails before its effect. `lose`: the effect happens and the answer is lost; the process goes on.
 * `kill`: the effect happens and the process ends there, so every later call fails without effect.
 */
export const faultModes = ['refuse', 'lose', 'kill'] as const;
export type FaultMode = (typeof faultModes)[number];

/** The n-th call (1-based), counted over every port wrapped by one `createFaults`. */
export interface FaultPoint {
  readonly call: number;
  readonly mode: FaultMode;
}

/** Stands for the end of the process; code under test must never handle it. */
export class ProcessKilledError extends Error {
  override readonly name = 'ProcessKilledError';
}

export interface Faults {
  /** The same port, with its calls counted and failing at the chosen point. For ports that return promises. */
  wrap<Port extends object>(name: string, port: Port): Port;
  /** Calls made so far, in order, such as `store.acquireOpenLock`. */
  readonly calls: readonly string[];
}

/** Wraps ports so that one call goes wrong; with null they are only counted. */
export function createFaults(point: FaultPoint | null): Faults {
  const calls: string[] = [];
  let killed = false;

  async function invoke(name: string, effect: () => unknown): Promise<unknown> {
    if (killed) throw new ProcessKilledError(`${name} was called after the process had been killed`);
    calls.push(name);
    if (point === null || calls.length !== point.call) return await effect();
    if (point.mode === 'refuse') throw new DependencyUnavailableError(`${name} refused`);
    await effect();
    if (point.mode === 'lose') throw new DependencyUnavailableError(`the answer of ${name} was lost`);
    killed = true;
    throw new ProcessKilledError(`killed after ${name}`);
  }

  return {
    calls,
    wrap: (name, port) =>
      new Proxy(port, {
        get(target, key, receiver) {
          const member: unknown = Reflect.get(target, key, receiver);
          if (typeof member !== 'function' || typeof key === 'symbol' || key === 'consoleUrl') return member;
          return (...args: unknown[]) => invoke(`${name}.${key}`, () => Reflect.apply(member, target, args));
        },
      }),
  };
}

/** Every call of `run` times every mode, after counting its calls in a run without a fault. */
export async function everyFaultPoint(run: (faults: Faults) => Promise<unknown>): Promise<FaultPoint[]> {
  const counted = createFaults(null);
  await run(counted);
  return counted.calls.flatMap((_, index) => faultModes.map((mode) => ({ call: index + 1, mode })));
}
