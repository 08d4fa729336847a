/** A place in a case: member names and array indexes from its root. */
export type CasePath = readonly (string | number)[];

const STEP = /\.?([^.[\]]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/gy;

/** Reads `expected.events[5].output["x-y"][0]`. */
function parseCasePath(text: string): CasePath {
  return [...text.matchAll(STEP)].map(([, member, index, quoted]) =>
    index === undefined ? (member ?? quoted ?? '') : Number(index),
  );
}

/** A set of paths. */
export class CasePaths {
  readonly #paths: ReadonlySet<string>;

  constructor(texts: readonly string[] = []) {
    this.#paths = new Set(texts.map((text) => JSON.stringify(parseCasePath(text))));
  }

  has(path: CasePath): boolean {
    return this.#paths.has(JSON.stringify(path));
  }
}
