import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Values on disk in a file to which is only added, a line of JSON for each: what one costs does not grow with how many there are. */
export class LineFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Oldest first; a line that a kill cut short is left out. Empty when there is no file. */
  read(): readonly unknown[] {
    return this.#text()
      .split('\n')
      .flatMap((line): unknown[] => {
        try {
          return [JSON.parse(line)];
        } catch {
          return [];
        }
      });
  }

  append(values: readonly unknown[]): void {
    if (values.length === 0) return;
    // The end of a line stands before it, so that one that was cut short spoils no other.
    const lines = values.map((value) => `\n${JSON.stringify(value)}`);
    appendFileSync(this.#path, lines.join(''), { mode: 0o600 });
  }

  /** Makes it when it is missing. */
  touch(): void {
    appendFileSync(this.#path, '', { mode: 0o600 });
  }

  clear(): void {
    this.replace([]);
  }

  /** Whole, so that a kill leaves the old lines or the new. */
  replace(values: readonly unknown[]): void {
    const next = `${this.#path}.next`;
    writeFileSync(next, values.map((value) => `\n${JSON.stringify(value)}`).join(''), { mode: 0o600 });
    renameSync(next, this.#path);
  }

  #text(): string {
    try {
      return readFileSync(this.#path, 'utf8');
    } catch {
      return '';
    }
  }
}
