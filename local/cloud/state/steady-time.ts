/** The part of a machine's time that is measured, not set: milliseconds of the operating system's monotonic clock, the same in every thread. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/**
 * The computer's time, which never runs back. It follows the wall clock where that is ahead (a laptop that slept, a correction forward), and
 * goes on at its own pace where the wall clock was set back, until that has caught up.
 */
export class SteadyTime {
  #at: number;
  #measuredAt = monotonicMs();
  readonly #wall: () => number;

  /** @param atLeast epoch milliseconds that were reached before, such as by the process before this one */
  constructor(atLeast = 0, wall: () => number = Date.now) {
    this.#wall = wall;
    this.#at = Math.max(wall(), atLeast);
  }

  /** Epoch milliseconds. */
  now(): number {
    const measured = monotonicMs();
    this.#at = Math.max(this.#at + (measured - this.#measuredAt), this.#wall());
    this.#measuredAt = measured;
    return this.#at;
  }
}
