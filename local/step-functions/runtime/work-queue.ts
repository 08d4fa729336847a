/** Does one piece of work after the other, in the order they came. */
export class WorkQueue {
  readonly #waiting: (() => Promise<void>)[] = [];
  #head = 0;
  #isWorking = false;
  #idle: (() => void)[] = [];

  /** Errors of `work` must be handled by itself. */
  add(work: () => Promise<void>): void {
    this.#waiting.push(work);
    if (!this.#isWorking) void this.#workOff();
  }

  /** Resolves when nothing is left to do. */
  async whenIdle(): Promise<void> {
    if (this.#isWorking) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async #workOff(): Promise<void> {
    this.#isWorking = true;
    for (let work = this.#next(); work !== undefined; work = this.#next()) await work();
    this.#isWorking = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #next(): (() => Promise<void>) | undefined {
    const work = this.#waiting[this.#head];
    this.#head += 1;
    if (work === undefined || this.#head === COMPACT_AFTER) {
      this.#waiting.splice(0, this.#head);
      this.#head = 0;
    }
    return work;
  }
}

/** How many finished pieces are kept before the array is cut. */
const COMPACT_AFTER = 1024;
