interface Stoppable {
  stop(): Promise<void> | void;
}

/** What was started, to be stopped in the opposite order. */
export class Running {
  readonly #parts: Stoppable[] = [];

  add<Part extends Stoppable>(part: Part): Part {
    this.#parts.push(part);
    return part;
  }

  async stop(): Promise<void> {
    for (const part of this.#parts.splice(0).toReversed()) await part.stop();
  }
}
