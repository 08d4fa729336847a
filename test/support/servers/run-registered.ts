import type { RegisterCommand } from '../../../bin/cli/command-entry.ts';
import { runProgram } from '../../../bin/cli/run-program.ts';
import type { CliRun } from './run-cli.ts';

/** Runs one command of the command line in this process: quicker than `runCli`, and with this process's environment. */
export async function runRegistered(register: RegisterCommand, args: readonly string[]): Promise<CliRun> {
  const written = { stdout: '', stderr: '' };
  const names = ['stdout', 'stderr'] as const;
  const originals = names.map((name) => process[name].write.bind(process[name]));
  const exitCode = process.exitCode;
  for (const name of names) {
    process[name].write = (chunk: string | Uint8Array) => {
      written[name] += String(chunk);
      return true;
    };
  }
  process.exitCode = undefined;
  try {
    return { code: await runProgram([{ names: [], load: async () => ({ register }) }], args), ...written };
  } finally {
    process.exitCode = exitCode;
    for (const [index, name] of names.entries()) {
      const original = originals[index];
      if (original !== undefined) process[name].write = original;
    }
  }
}
