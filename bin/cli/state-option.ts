import type { Command } from 'commander';

const variable = 'FIREBREAK_STATE';

/** The folder in which `npm start` keeps everything: `--state`, FIREBREAK_STATE, or `.firebreak` here. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env[variable] || '.firebreak';
}

/** Gives every command that can talk to the laptop the option `--state`. It names the installation, so what the environment says does not. */
export function addStateOption(program: Command): void {
  for (const command of leavesOf(program)) {
    if (!command.options.some(({ long }) => long === '--url')) continue;
    command.option(
      '--state <dir>',
      `the state folder of "npm start" (default: ${variable}, else .firebreak)`,
    );
  }
  program.hook('preAction', (_, command) => {
    const { state } = command.opts<{ readonly state?: string }>();
    if (state === undefined) return;
    process.env[variable] = state;
    for (const other of ['FIREBREAK_URL', 'FIREBREAK_STAGE']) delete process.env[other];
  });
}

function leavesOf(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(leavesOf)];
}
