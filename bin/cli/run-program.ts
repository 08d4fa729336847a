import { type Command, CommanderError } from 'commander';
import { FirebreakError } from '../../lambdas/domain/errors.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { type CommandEntry, entriesFor } from './command-entry.ts';
import { CommandError } from './command-error.ts';
import { createProgram } from './create-program.ts';
import { paint, usesColour } from './terminal.ts';

/** Runs the command line and returns its exit code: 0 fine, 1 found a problem, 2 wrong usage. */
export async function runProgram(
  commands: readonly CommandEntry[],
  argv: readonly string[],
): Promise<number> {
  // Not by commander's own option: after one that it does not know it would be read as that of any command, and end with 0.
  if (argv.length === 1 && ['-V', '--version'].includes(argv[0] ?? '')) {
    process.stdout.write(`${packageJson.version}\n`);
    return 0;
  }
  const program = await createProgram(entriesFor(commands, argv));
  if (argv.length === 0) {
    program.outputHelp({ error: true });
    return 2;
  }
  try {
    await program.parseAsync(withHelpOption(program, argv), { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error);
  }
}

/** `help incidents show` as `incidents show --help`: commander's own command takes one word. */
function withHelpOption(program: Command, argv: readonly string[]): readonly string[] {
  const [first, ...words] = argv;
  if (first !== 'help' || words.length === 0) return argv;
  let command: Command | undefined = program;
  for (const word of words) command = command?.commands.find((each) => each.name() === word);
  if (command === undefined) {
    throw new CommandError(`There is no command ${words.join(' ')}`, {
      next: 'See "firebreak --help" for the commands there are.',
      exitCode: 2,
    });
  }
  return [...words, '--help'];
}

/** Commander has already printed its own errors. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? 0 : 2;
  }
  const message = error instanceof Error ? error.message : String(error);
  const next = nextStep(error);
  const colour = usesColour(process.stderr);
  process.stderr.write(`${paint('error:', 'red', colour)} ${message}\n${next === null ? '' : `${next}\n`}`);
  return error instanceof CommandError ? error.exitCode : 1;
}

function nextStep(error: unknown): string | null {
  if (error instanceof CommandError) {
    return error.next;
  }
  if (error instanceof FirebreakError) {
    return error.retryable ? 'Try again in a moment.' : `(${error.code})`;
  }
  return 'This was not expected; please report it with the command you ran.';
}
