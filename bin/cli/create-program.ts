import { Command } from 'commander';
import type { CommandEntry } from './command-entry.ts';
import { fitHelp } from './help-layout.ts';
import { addStateOption } from './state-option.ts';

/** The command line with the commands of these entries. */
export async function createProgram(entries: readonly CommandEntry[]): Promise<Command> {
  const program = new Command('firebreak')
    .description('Alerts in, a stable system and its record out.')
    .option('-V, --version', 'print the version')
    .showHelpAfterError('Add --help to see what the command takes.')
    // An option belongs to the command that it follows: `ledger` and `ledger quarantine` both have --json.
    .enablePositionalOptions()
    .exitOverride();
  fitHelp(program);
  for (const { load } of entries) {
    const { register } = await load();
    register(program);
  }
  addStateOption(program);
  return program;
}
