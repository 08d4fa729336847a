import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import {
  isQuarantined,
  type LedgerLine,
  ledgerDispositions,
} from '../../../lambdas/ports/delivery-ledger.ts';
import { countLedger, newestLines } from '../../../lambdas/use-cases/intake/count-ledger.ts';
import { alignColumns } from '../../cli/columns.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { dayOf, ofInstallation } from '../../cli/options.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { findInstallation, type InstallationOptions } from '../../installation/installation.ts';
import { fetchLedger, type LedgerObject, readLines } from '../../installation/ledger-objects.ts';
import { quarantinedRows } from './quarantine-text.ts';
import { type QuarantineOptions, showQuarantine } from './show-quarantine.ts';

interface LedgerOptions extends InstallationOptions {
  readonly since?: string;
  readonly quarantined?: boolean;
  readonly json?: boolean;
}

/** `firebreak ledger`: what became of every delivery. */
export function register(program: Command): void {
  const ledger = program
    .command('ledger')
    .description('count what became of every delivery, by source')
    // Options after `quarantine` are its own.
    .enablePositionalOptions()
    .argument(
      '[paths...]',
      'files (.jsonl, .jsonl.gz) or folders of them; without one, the ledger of an installation',
    )
    .option('--quarantined', 'list what could not be read, with the reason, instead');
  inLedger(ledger)
    .addHelpText(
      ...examples(
        'firebreak ledger',
        'firebreak ledger --since 2026-11-23 --stage prod',
        'firebreak ledger batch-0001.jsonl.gz --quarantined',
      ),
    )
    .action(showLedger);

  const quarantine = ledger
    .command('quarantine')
    .description('list what could not be read, and read it again once a mapping is fixed')
    .argument('[ids...]', 'only these deliveries')
    .option('--source <name>', 'only what came from this source')
    .option('--dry-run', 'show what this policy would make of each; sends nothing')
    .option('--policy <dir>', 'the policy for --dry-run', 'policy')
    .option('--replay', 'put them back into the queue, under the same ids')
    .option('--wait <seconds>', 'how long to wait for their results', Number, 20);
  inLedger(quarantine)
    .addHelpText(
      ...examples(
        'firebreak ledger quarantine',
        'firebreak ledger quarantine --source generic --dry-run',
        'firebreak ledger quarantine --source generic --replay',
      ),
    )
    .action((ids: readonly string[], options: QuarantineOptions) => showQuarantine(ids, options));
}

function inLedger(command: Command): Command {
  return ofInstallation(command)
    .option('--bucket <name>', "the ledger's bucket on AWS, if you may not read the stack")
    .option('--since <day>', 'only from this day onwards, such as 2026-11-23', dayOf)
    .option('--json', 'print JSON');
}

async function showLedger(paths: readonly string[], options: LedgerOptions): Promise<void> {
  const { quarantined, json, since } = options;
  const lines =
    paths.length === 0
      ? await fetchLedger(findInstallation(options), since)
      : (await readObjects(paths)).flatMap(readLines);
  if (quarantined) showQuarantined(lines, json === true);
  else showCounts(lines, json === true);
}

function showCounts(lines: readonly LedgerLine[], json: boolean): void {
  const counts = countLedger(lines);
  if (json) {
    printJson(counts);
    return;
  }
  const heading = [
    'SOURCE',
    'RECEIVED',
    ...ledgerDispositions.map((name) => name.toUpperCase()),
    'UNREAD ITEMS',
  ];
  const rows = counts.map((count) => [
    plain(count.source),
    String(count.received),
    ...ledgerDispositions.map((name) => String(count[name])),
    String(count.unread),
  ]);
  printLine(rows.length === 0 ? 'No deliveries.' : alignColumns([heading, ...rows]));
}

function showQuarantined(lines: readonly LedgerLine[], json: boolean): void {
  const unread = newestLines(lines).filter(isQuarantined);
  if (json) printJson(unread);
  else printLine(unread.length === 0 ? 'Nothing is quarantined.' : alignColumns(quarantinedRows(unread)));
}

async function listFiles(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const found = await readdir(path, { recursive: true });
    return found
      .filter((name) => /\.jsonl(\.gz)?$/.test(name))
      .toSorted()
      .map((name) => join(path, name));
  } catch (cause) {
    throw new CommandError(`Cannot read ${path}`, {
      next: 'Give files or folders of the ledger, or --stage for the ledger of an installation on AWS.',
      cause,
      exitCode: 2,
    });
  }
}

async function readObjects(paths: readonly string[]): Promise<readonly LedgerObject[]> {
  const files = (await Promise.all(paths.map(listFiles))).flat();
  return await Promise.all(files.map(async (name) => ({ name, bytes: await readFile(name) })));
}
