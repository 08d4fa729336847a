import type { StateDirectory } from './state-directory.ts';
import { WorkingClock } from './working-clock.ts';

const FILE = 'clock.json';
const SAVE_EVERY_MS = 100;

export interface OpenClock {
  readonly clock: WorkingClock;
  /** Lets the time run at its speed; until then it runs at the computer's pace. */
  release(): void;
  stop(): void;
}

/** A world's clock whose time never runs back, not even over a kill: what is kept is always ahead of what was shown. */
export function openClock(state: StateDirectory, speed: number): OpenClock {
  const kept = state.readJson(FILE);
  const reached =
    typeof kept === 'object' && kept !== null && 'reachedMs' in kept ? Number(kept.reachedMs) : 0;
  const clock = new WorkingClock(speed, Math.max(Date.now(), reached));
  const save = (): void => {
    state.writeJson(FILE, { reachedMs: Math.ceil(clock.now() + 2 * SAVE_EVERY_MS * speed) });
  };
  const timer = speed === 1 && reached <= Date.now() ? undefined : setInterval(save, SAVE_EVERY_MS).unref();
  if (timer !== undefined) save();
  const starting = Promise.withResolvers<void>();
  void clock.work(() => starting.promise);
  return {
    clock,
    release: () => starting.resolve(),
    stop: () => {
      clearInterval(timer);
      clock.stop();
    },
  };
}
