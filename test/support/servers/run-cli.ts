import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const entry = join(import.meta.dirname, '../../../bin/firebreak.mjs');

/** Runs the command line as a person does, in `directory`, with nothing of this process's environment but `env`. */
export function runCli(
  args: readonly string[],
  { env = {}, directory }: { env?: Readonly<Record<string, string>>; directory?: string } = {},
): Promise<CliRun> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', entry, ...args],
      { env: { PATH: process.env['PATH'], ...env }, cwd: directory },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, stderr });
      },
    );
  });
}
