import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Command } from 'commander';
import { parseJson } from '../../lambdas/adapters/sources/reading/json.ts';
import { type LedgerLine, ledgerDispositions } from '../../lambdas/ports/delivery-ledger.ts';
import { countLedger, isLedgerLine, newestLines } from '../../lambdas/use-cases/count-ledger.ts';
import { CommandError } from '../cli/command-error.ts';
import { fetchLocalLedger, type LedgerObject } from '../cli/local-ledger.ts';
import { alignColumns, plain, printJson, printLine } from '../cli/terminal.ts';

interface LedgerOptions {
  readonly quarantined?: boolean;
  readonly json?: boolean;
}

/** `firebreak ledger`: what became of every delivery, out of the objects of the ledger bucket. */
export function register(program: Command): void {
  program
    .command('ledger')
    .description('Count what became of every delivery, by source, out of objects of the ledger bucket.')
    .argument(
      '[paths...]',
      'files (.jsonl, .jsonl.gz) or folders of them; without one, the ledger of npm start',
    )
    .option('--quarantined', 'list what could not be read, with the reason, instead')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nFetch those of AWS with: aws s3 sync s3://<ledger bucket>/deliveries ledger')
    .action(showLedger);
}

async function showLedger(paths: readonly string[], { quarantined, json }: LedgerOptions): Promise<void> {
  const objects = paths.length === 0 ? await fetchLocalLedger() : await readObjects(paths);
  const lines = objects.flatMap(readLines);
  if (quarantined) {
    showQuarantined(lines, json === true);
    return;
  }
  const counts = countLedger(lines);
  if (json) {
    printJson(counts);
    return;
  }
  const heading = ['SOURCE', 'RECEIVED', ...ledgerDispositions.map((name) => name.toUpperCase())];
  const rows = counts.map((count) => [
    plain(count.source),
    String(count.received),
    ...ledgerDispositions.map((name) => String(count[name])),
  ]);
  printLine(rows.length === 0 ? 'No deliveries.' : alignColumns([heading, ...rows]));
}

function showQuarantined(lines: readonly LedgerLine[], json: boolean): void {
  const unread = newestLines(lines).filter(({ disposition }) => disposition === 'quarantined');
  if (json) {
    printJson(unread);
    return;
  }
  const rows = unread.map(({ delivery, reason }) => [
    delivery.id,
    plain(delivery.source),
    delivery.receivedAt,
    plain(reason ?? ''),
  ]);
  printLine(
    rows.length === 0
      ? 'Nothing is quarantined.'
      : alignColumns([['DELIVERY', 'SOURCE', 'RECEIVED', 'REASON'], ...rows]),
  );
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
      next: 'Give files or folders of the ledger; --help tells how to fetch them.',
      cause,
      exitCode: 2,
    });
  }
}

async function readObjects(paths: readonly string[]): Promise<readonly LedgerObject[]> {
  const files = (await Promise.all(paths.map(listFiles))).flat();
  return await Promise.all(files.map(async (name) => ({ name, bytes: await readFile(name) })));
}

function readLines({ name, bytes }: LedgerObject): readonly LedgerLine[] {
  return textOfObject(name, bytes)
    .split('\n')
    .flatMap((line, index) => {
      if (line === '') return [];
      const parsed = parseJson(line);
      if (isLedgerLine(parsed)) return [parsed];
      throw new CommandError(`${name}:${index + 1} is no line of the ledger`);
    });
}

function textOfObject(name: string, bytes: Buffer): string {
  try {
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (cause) {
    throw new CommandError(`${name} is not compressed by gzip`, { cause });
  }
}
