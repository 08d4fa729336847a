import { runProgram } from './cli/run-program.ts';
import { commands } from './commands/index.ts';

// A reader that stops early, such as `head`, is no problem of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
process.exitCode = await runProgram(commands, process.argv.slice(2));
