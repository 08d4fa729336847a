import { TimerHeap } from './timer-heap.ts';

/** Time as the engine sees it. A deadline in the past fires as soon as possible, never synchronously. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `fire` once at or after `at` (epoch milliseconds). Returns a function that cancels it. */
  setTimer(at: number, fire: () => void): () => void;
}

/** The longest delay setTimeout accepts; longer ones are chained. https://nodejs.org/api/timers.html */
const LONGEST_DELAY_MS = 2_147_483_647;

/** The computer's clock. */
export function realClock(): Clock {
  return {
    now: () => Date.now(),
    setTimer(at, fire) {
      let handle: NodeJS.Timeout;
      const arm = (): void => {
        const delay = at - Date.now();
        handle = setTimeout(
          delay > LONGEST_DELAY_MS ? arm : fire,
          Math.min(Math.max(delay, 0), LONGEST_DELAY_MS),
        );
      };
      arm();
      return () => clearTimeout(handle);
    },
  };
}

/**
 * A clock that stands still until it is told to move, for tests and rehearsals: a day of waiting takes
 * milliseconds. Timers fire in order of their time, then of their making, and after each one everything it
 * caused is let to finish before time moves on.
 */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new TimerHeap();
  #holds = 0;
  #released: (() => void)[] = [];

  /** `start`: epoch milliseconds. */
  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  setTimer(at: number, fire: () => void): () => void {
    return this.#timers.add(at, fire);
  }

  /** Time does not move until the returned function is called: for work that really takes a moment, such as I/O. */
  hold(): () => void {
    this.#holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      if (this.#holds === 0) for (const resume of this.#released.splice(0)) resume();
    };
  }

  /** Lets everything finish that needs no time. */
  async settle(): Promise<void> {
    await turn();
    while (this.#holds > 0) {
      await new Promise<void>((resume) => this.#released.push(resume));
      await turn();
    }
  }

  /** Moves to `at`, firing on the way whatever is due until then. */
  async advanceTo(at: number): Promise<void> {
    await this.settle();
    for (let next = this.#timers.nextAt(); next !== undefined && next <= at; next = this.#timers.nextAt()) {
      await this.#fireNext(next);
    }
    this.#now = Math.max(this.#now, at);
  }

  async advanceBy(milliseconds: number): Promise<void> {
    await this.advanceTo(this.#now + milliseconds);
  }

  /** Moves from timer to timer until none is left. Throws after `maxTimers` of them. */
  async runUntilIdle(maxTimers = 1_000_000): Promise<void> {
    await this.settle();
    for (let fired = 0; ; fired += 1) {
      const next = this.#timers.nextAt();
      if (next === undefined) return;
      if (fired === maxTimers) throw new Error(`still not idle after ${maxTimers} timers`);
      await this.#fireNext(next);
    }
  }

  async #fireNext(at: number): Promise<void> {
    this.#now = Math.max(this.#now, at);
    this.#timers.pop()?.();
    await this.settle();
  }
}

/** A macrotask turn: every promise that can settle without I/O has settled after it. */
function turn(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}
