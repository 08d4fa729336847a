import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { Timeouts } from '../../ports/timeouts.ts';

/** Calls `fire` after so many milliseconds, unless the returned function is called before. */
export type Timer = (milliseconds: number, fire: () => void) => () => void;

/** Timeouts by a timer: the computer's, or one of a test. */
export function createTimerTimeouts(timer: Timer = systemTimer): Timeouts {
  return {
    async limit(seconds, work) {
      const controller = new AbortController();
      let cancel = () => {};
      const expiry = new Promise<never>((_, reject) => {
        cancel = timer(seconds * 1000, () => {
          const error = new DependencyUnavailableError(`no answer within ${seconds} s`);
          controller.abort(error);
          reject(error);
        });
      });
      try {
        return await Promise.race([work(controller.signal), expiry]);
      } finally {
        cancel();
      }
    },
  };
}

function systemTimer(milliseconds: number, fire: () => void): () => void {
  const handle = setTimeout(fire, milliseconds);
  return () => clearTimeout(handle);
}
