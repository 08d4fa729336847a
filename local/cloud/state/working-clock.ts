import type { Clock } from '../../step-functions/values/clocks.ts';
import { TimerHeap } from '../../step-functions/values/timer-heap.ts';
import { monotonicMs, SteadyTime } from './steady-time.ts';

/** Timers count measured time: what a laptop slept through is noticed after this. */
const LONGEST_SLEEP_MS = 10_000;

/** The local world's time at an instant, from which another thread can go on counting. */
export interface ClockReading {
  readonly nowMs: number;
  readonly monotonicMs: number;
}

/**
 * The local world's time: `speed` times the computer's while everybody waits, and the computer's own while a function
 * works. So a wait of minutes takes seconds, and a timeout still means what it says. It never runs back, even if the computer's does.
 */
export class WorkingClock implements Clock {
  readonly speed: number;
  readonly #timers = new TimerHeap();
  readonly #time: SteadyTime;
  #realBase: number;
  #base: number;
  #working = 0;
  #wake: NodeJS.Timeout | undefined;
  #stopped = false;

  /** @param startAt epoch milliseconds at which this world's time begins */
  constructor(speed: number, startAt = Date.now(), time = new SteadyTime()) {
    this.speed = speed;
    this.#time = time;
    this.#realBase = time.now();
    this.#base = startAt;
  }

  now(): number {
    return this.#base + (this.#time.now() - this.#realBase) * this.#rate();
  }

  /** For a function that begins to work: this world keeps the computer's pace until it ends. */
  read(): ClockReading {
    return { nowMs: this.now(), monotonicMs: monotonicMs() };
  }

  setTimer(at: number, fire: () => void): () => void {
    const cancel = this.#timers.add(at, fire);
    this.#arm();
    return cancel;
  }

  /** Runs `work` at the computer's own pace. */
  async work<T>(work: () => Promise<T>): Promise<T> {
    this.#changeWorkers(1);
    try {
      return await work();
    } finally {
      this.#changeWorkers(-1);
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#wake);
  }

  #rate(): number {
    return this.#working > 0 ? 1 : this.speed;
  }

  #changeWorkers(by: number): void {
    this.#base = this.now();
    this.#realBase = this.#time.now();
    this.#working += by;
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#wake);
    const next = this.#timers.nextAt();
    if (next === undefined || this.#stopped) return;
    const sleep = Math.max(0, (next - this.now()) / this.#rate());
    this.#wake = setTimeout(() => this.#fireDue(), Math.min(sleep, LONGEST_SLEEP_MS));
  }

  #fireDue(): void {
    for (let next = this.#timers.nextAt(); next !== undefined; next = this.#timers.nextAt()) {
      if (next > this.now() || this.#stopped) break;
      this.#timers.pop()?.();
    }
    this.#arm();
  }
}
