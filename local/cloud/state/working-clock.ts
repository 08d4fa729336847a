import type { Clock } from '../../step-functions/values/clocks.ts';
import { TimerHeap } from '../../step-functions/values/timer-heap.ts';

const LONGEST_SLEEP_MS = 60_000;

/**
 * The local world's time: `speed` times the computer's while everybody waits, and the computer's own while a function
 * works. So a wait of minutes takes seconds, and a timeout still means what it says.
 */
export class WorkingClock implements Clock {
  readonly speed: number;
  readonly #timers = new TimerHeap();
  #realBase = Date.now();
  #base: number;
  #working = 0;
  #wake: NodeJS.Timeout | undefined;
  #stopped = false;

  /** @param startAt epoch milliseconds at which this world's time begins */
  constructor(speed: number, startAt: number = Date.now()) {
    this.speed = speed;
    this.#base = startAt;
  }

  now(): number {
    return this.#base + (Date.now() - this.#realBase) * this.#rate();
  }

  /** How far this world is ahead of the computer, in milliseconds; constant while anybody works. */
  aheadMs(): number {
    return this.now() - Date.now();
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
    this.#realBase = Date.now();
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
