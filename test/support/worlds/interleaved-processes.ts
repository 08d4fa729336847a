import type * as fc from 'fast-check';
import type { LinkTokenClaims } from '../../../lambdas/ports/crypto/link-keys.ts';
import type { ApprovalWorld } from './approval-world.ts';

/** What one process works with: the stores of its world, called when the scheduler lets it. */
export type Process = ApprovalWorld;

/** The call at which a process dies, before or after its effect. */
export interface Death {
  readonly call: number;
  readonly isAfter: boolean;
}

class KilledError extends Error {}

/**
 * Starts processes over one world whose calls of stores and workflow come in whatever order the scheduler chooses. Links are verified
 * beforehand: the thread that does it would decide the order otherwise. `onApproved` is what the workflow does once it hears a yes.
 */
export async function processesOf(
  world: ApprovalWorld,
  scheduler: fc.Scheduler,
  keys: readonly string[],
  onApproved: (deps: ApprovalWorld) => void,
) {
  const verified = new Map<string, LinkTokenClaims | null>();
  for (const key of keys) verified.set(key, await world.linkKeys.verify(key, 'approve', world.clock.now()));

  const depsOf = (death: Death | null): ApprovalWorld => {
    let calls = 0;
    const through = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get(target, name, receiver) {
          const member: unknown = Reflect.get(target, name, receiver);
          if (typeof member !== 'function') return member;
          return async (...given: unknown[]): Promise<unknown> => {
            const call = calls;
            calls += 1;
            await scheduler.schedule(Promise.resolve(), String(name));
            if (death !== null && (call > death.call || (call === death.call && !death.isAfter))) {
              throw new KilledError();
            }
            const answer: unknown = await Reflect.apply(member, target, given);
            if (death !== null && call === death.call) throw new KilledError();
            return answer;
          };
        },
      });
    const workflow: ApprovalWorld['workflow'] = {
      ...world.workflow,
      succeedTask: async (token, output) => {
        const result = await world.workflow.succeedTask(token, output);
        if (result === 'delivered' && output['decision'] === 'approved') onApproved(depsOf(null));
        return result;
      },
    };
    return {
      ...world,
      linkKeys: { ...world.linkKeys, verify: async (key) => verified.get(key) ?? null },
      incidents: through(world.incidents),
      approvals: through(world.approvals),
      workflow: through(workflow),
    };
  };

  return <Result>(death: Death | null, work: (deps: ApprovalWorld) => Promise<Result>): Promise<Result> =>
    work(depsOf(death));
}
