interface Timer {
  readonly at: number;
  readonly order: number;
  fire: (() => void) | undefined;
}

/** Timers by time, then by order of arrival; cancelled ones are dropped when they come up. */
export class TimerHeap {
  readonly #heap: Timer[] = [];
  #made = 0;

  add(at: number, fire: () => void): () => void {
    const timer: Timer = { at, order: this.#made++, fire };
    this.#heap.push(timer);
    this.#siftUp(this.#heap.length - 1);
    return () => {
      timer.fire = undefined;
    };
  }

  /** When the next timer is due, or undefined when there is none. */
  nextAt(): number | undefined {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (first.fire !== undefined) return first.at;
      this.#removeFirst();
    }
    return undefined;
  }

  /** Removes the next timer and returns what it fires. */
  pop(): (() => void) | undefined {
    if (this.nextAt() === undefined) return undefined;
    const fire = this.#heap[0]?.fire;
    this.#removeFirst();
    return fire;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#siftDown(0);
  }

  #siftUp(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #siftDown(from: number): void {
    let index = from;
    for (;;) {
      const left = 2 * index + 1;
      let first = index;
      if (this.#isBefore(left, first)) first = left;
      if (this.#isBefore(left + 1, first)) first = left + 1;
      if (first === index) return;
      this.#swap(index, first);
      index = first;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) return false;
    return first.at < second.at || (first.at === second.at && first.order < second.order);
  }

  #swap(a: number, b: number): void {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }
}
