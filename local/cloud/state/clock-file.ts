import * as z from 'zod';
import type { StateDirectory } from './state-directory.ts';
import { SteadyTime } from './steady-time.ts';
import { WorkingClock } from './working-clock.ts';

const FILE = 'clock.json';

const fileSchema = z.object({
  /** This world's time, ahead of whatever was shown. */
  reachedMs: z.number().nonnegative(),
  /** The computer's time; states from before it was kept lack it. */
  computerMs: z.number().nonnegative().default(0),
});

export interface OpenClock {
  readonly clock: WorkingClock;
  /** The computer's own time, for what keeps real time, such as the queue. */
  readonly computer: SteadyTime;
  /** Lets the time run at its speed; until then it runs at the computer's pace. */
  release(): void;
  stop(): void;
}

/**
 * A world's clock whose time never runs back, not even over a kill and a computer that was set back: what is kept is always ahead of what
 * was shown. `report`: takes note of a disk that is full, on which the time goes on unkept.
 */
export function openClock(
  state: StateDirectory,
  speed: number,
  report: (error: unknown) => boolean = () => false,
): OpenClock {
  const saveEveryMs = speed === 1 ? 1000 : 100;
  const kept = fileSchema.safeParse(state.readJson(FILE)).data ?? { reachedMs: 0, computerMs: 0 };
  const computer = new SteadyTime(kept.computerMs);
  const clock = new WorkingClock(speed, Math.max(computer.now(), kept.reachedMs), computer);
  const save = (aheadMs: number): void => {
    try {
      state.writeJson(FILE, {
        reachedMs: Math.ceil(clock.now() + aheadMs * speed),
        computerMs: Math.ceil(computer.now() + aheadMs),
      });
    } catch (error) {
      if (!report(error)) throw error;
    }
  };
  const timer = setInterval(() => save(2 * saveEveryMs), saveEveryMs).unref();
  save(2 * saveEveryMs);
  const starting = Promise.withResolvers<void>();
  void clock.work(() => starting.promise);
  return {
    clock,
    computer,
    release: () => starting.resolve(),
    stop: () => {
      clearInterval(timer);
      clock.stop();
      save(0);
    },
  };
}
