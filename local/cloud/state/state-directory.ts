import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Another process runs on the same state. */
export class StateInUseError extends Error {
  override readonly name = 'StateInUseError';

  constructor(path: string, cause: unknown) {
    super(
      `Firebreak is already running on ${path}. Stop it, or choose another folder: npm start -- --state DIR`,
      {
        cause,
      },
    );
  }
}

/** Where the local world keeps everything. Files are replaced whole, so a kill leaves the old or the new one. */
export class StateDirectory {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
  }

  /** A folder below it, made when missing. */
  folder(name: string): string {
    const folder = join(this.path, name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** The JSON in a file, or undefined when there is none or it is unreadable. */
  readJson(name: string): unknown {
    try {
      return JSON.parse(readFileSync(this.file(name), 'utf8'));
    } catch {
      return undefined;
    }
  }

  writeJson(name: string, value: unknown): void {
    const file = this.file(name);
    const next = `${file}.next`;
    writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    renameSync(next, file);
  }
}
