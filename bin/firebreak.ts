import { type RegisterCommand, runProgram } from './cli/run-program.ts';

/** One file in `bin/commands/` and one line here make a command. */
const commands: readonly RegisterCommand[] = [];

// A reader that stops early, such as `head`, is no problem of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
process.exitCode = await runProgram(commands, process.argv.slice(2));
