import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';

const variable = 'FIREBREAK_STATE';
const usual = '.firebreak';

/**
 * The folder in which `npm start` keeps everything: `--state`, FIREBREAK_STATE, or `.firebreak` of this folder or the nearest one above it;
 * `.firebreak` where there is none yet.
 */
export function stateFolder(env: NodeJS.ProcessEnv = process.env, directory = process.cwd()): string {
  return env[variable] || (nearestState(directory) ?? usual);
}

function nearestState(directory: string): string | null {
  if (existsSync(join(directory, usual))) return directory === process.cwd() ? usual : join(directory, usual);
  const above = dirname(directory);
  return above === directory ? null : nearestState(above);
}

/** Gives every command that can talk to the laptop the option `--state`. It names the installation, so what the environment says does not. */
export function addStateOption(program: Command): void {
  for (const command of leavesOf(program)) {
    if (!command.options.some(({ long }) => long === '--url')) continue;
    command.option(
      '--state <dir>',
      `the state folder of "npm start" (default: ${variable}, else .firebreak here or above)`,
    );
  }
  program.hook('preAction', (_, command) => {
    const { state } = command.opts<{ readonly state?: string }>();
    if (state === undefined) return;
    process.env[variable] = state;
    for (const other of ['FIREBREAK_URL', 'FIREBREAK_STAGE']) delete process.env[other];
  });
}

/** A command and all below it. */
export function leavesOf(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(leavesOf)];
}
