import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { exportState } from '../../../local/cloud/kept/export-state.ts';
import { type ClosedIncident, pruneState } from '../../../local/cloud/kept/prune-state.ts';
import { StateDirectory, StateInUseError } from '../../../local/cloud/state/state-directory.ts';
import { lockState } from '../../../local/cloud/state/state-lock.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { stateFolder } from '../../cli/state-option.ts';
import { printJson, printLine } from '../../cli/terminal.ts';

const stateOption = [
  '--state <dir>',
  'the state folder (default: FIREBREAK_STATE, else .firebreak)',
] as const;

interface PruneOptions {
  readonly olderThan: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `firebreak state …`: what `npm start` keeps, while it does not run. */
export function register(program: Command): void {
  const state = program
    .command('state')
    .description('export or prune what "npm start" keeps, while it does not run');
  state
    .command('export')
    .description('every incident with its record, as JSON lines')
    .argument('[file]', 'where to; standard output when left out')
    .option(...stateOption)
    .addHelpText(...examples('firebreak state export incidents.jsonl'))
    .action(writeExport);
  state
    .command('prune')
    .description('delete incidents that were closed long ago and owe nothing, with their workflows and mails')
    .requiredOption('--older-than <days>', 'closed before so many days', daysOf)
    .option('--dry-run', 'only say what would be deleted')
    .option('--json', 'print JSON')
    .option(...stateOption)
    .addHelpText(...examples('firebreak state prune --older-than 30 --dry-run'))
    .action(prune);
}

async function writeExport(file: string | undefined): Promise<void> {
  const out = file === undefined ? process.stdout : createWriteStream(file, { mode: 0o600, flags: 'wx' });
  const count = await withState((state) =>
    exportState(state, async (line) => {
      if (!out.write(`${line}\n`)) await once(out, 'drain');
    }),
  );
  if (file === undefined) return;
  out.end();
  await once(out, 'finish');
  printLine(`${count} incidents are in ${file}.`);
}

async function prune({ olderThan, dryRun = false, json }: PruneOptions): Promise<void> {
  const before = new Date(Date.now() - olderThan * 86_400_000);
  const pruned = await withState((state) => pruneState(state, before, dryRun));
  if (json) return printJson(pruned);
  const verb = dryRun ? 'Would delete' : 'Deleted';
  for (const { id, closedAt, service } of pruned)
    printLine(`${verb} ${id} of ${service}, closed at ${closedAt}`);
  printLine(summaryOf(pruned, olderThan));
}

function summaryOf(pruned: readonly ClosedIncident[], days: number): string {
  return pruned.length === 0
    ? `No incident was closed more than ${days} days ago.`
    : `${pruned.length} incidents.`;
}

async function withState<Result>(work: (state: StateDirectory) => Promise<Result>): Promise<Result> {
  const folder = stateFolder();
  if (!existsSync(folder)) {
    throw new CommandError(`There is no state in ${folder}`, {
      next: 'Name the folder with --state.',
      exitCode: 2,
    });
  }
  const state = new StateDirectory(folder);
  const lock = lockOf(state);
  try {
    return await work(state);
  } finally {
    lock.stop();
  }
}

function lockOf(state: StateDirectory): { stop(): void } {
  try {
    return lockState(state);
  } catch (cause) {
    if (!(cause instanceof StateInUseError)) throw cause;
    throw new CommandError(`Firebreak is running on ${state.path}`, {
      next: 'Stop it first; it continues where it was when it is started again.',
      cause,
    });
  }
}

function daysOf(text: string): number {
  const days = Number(text);
  if (text.trim() !== '' && Number.isInteger(days) && days >= 0) return days;
  throw new InvalidArgumentError('Give a whole number of days, such as 30.');
}
