import type { Clock } from '../../../lambdas/ports/clock.ts';

export interface ManualClock extends Clock {
  advance(seconds: number): void;
  set(time: Date): void;
}

/** A clock that moves only when it is told to. */
export function createManualClock(start: string): ManualClock {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    advance: (seconds) => {
      now += seconds * 1000;
    },
    set: (time) => {
      now = time.getTime();
    },
  };
}
