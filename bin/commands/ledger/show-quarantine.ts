import { createSqsAlertQueue } from '../../../lambdas/adapters/aws/queue/sqs-alert-queue.ts';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { isQuarantined, type LedgerLine } from '../../../lambdas/ports/delivery-ledger.ts';
import type { ParseOutcome } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { createMappedSources } from '../../../lambdas/sources/mapping/mapped-sources.ts';
import { newestLines } from '../../../lambdas/use-cases/intake/count-ledger.ts';
import { alignColumns } from '../../cli/columns.ts';
import { CommandError } from '../../cli/command-error.ts';
import { printJson, printLine } from '../../cli/terminal.ts';
import {
  findInstallation,
  type Installation,
  type InstallationOptions,
} from '../../installation/installation.ts';
import { awaitLines, fetchLedger, snapshotLedger } from '../../installation/ledger-objects.ts';
import { quarantinedRows, readingRows, replayedRows } from './quarantine-text.ts';

export interface QuarantineOptions extends InstallationOptions {
  readonly since?: string;
  readonly source?: string;
  readonly dryRun?: boolean;
  readonly policy: string;
  readonly replay?: boolean;
  readonly wait: number;
  readonly json?: boolean;
}

/** Lists what is quarantined, shows what a policy would make of it, or has it read again. */
export async function showQuarantine(ids: readonly string[], options: QuarantineOptions): Promise<void> {
  const { json = false } = options;
  const installation = findInstallation(options);
  const chosen = chooseLines(
    newestLines(await fetchLedger(installation, options.since)),
    ids,
    options.source,
  );
  if (options.dryRun) {
    const readings = await readWith(options.policy, chosen);
    const listed = readings.map(({ line, parsed }) => ({ delivery: line.delivery.id, ...parsed }));
    print(json, listed, readingRows(readings));
  } else if (options.replay && chosen.length > 0) {
    await replay(installation, chosen, options);
  } else print(json, chosen, quarantinedRows(chosen));
}

/** Throws CommandError for an id that is not quarantined: nothing is done then. */
function chooseLines(
  newest: readonly LedgerLine[],
  ids: readonly string[],
  source: string | undefined,
): readonly LedgerLine[] {
  const byId = new Map(newest.map((line) => [line.delivery.id, line]));
  for (const id of ids) {
    const line = byId.get(id);
    if (line !== undefined && isQuarantined(line)) continue;
    const what =
      line === undefined ? 'is not in the ledger' : `is not quarantined: it was ${line.disposition}`;
    throw new CommandError(`${id} ${what}`, {
      next: 'See "firebreak ledger quarantine" for what is. Nothing was sent.',
      exitCode: 2,
    });
  }
  return newest.filter(
    (line) =>
      isQuarantined(line) &&
      (ids.length === 0 || ids.includes(line.delivery.id)) &&
      (source === undefined || line.delivery.source === source),
  );
}

async function readWith(policyFolder: string, lines: readonly LedgerLine[]) {
  const sources = createMappedSources((await loadPolicy(policyFolder)).mappings);
  return lines.map((line): { line: LedgerLine; parsed: ParseOutcome } => ({
    line,
    parsed: sources.get(line.delivery.source)?.parse(line.delivery) ?? {
      outcome: 'quarantined',
      reason: 'It came from no known source',
    },
  }));
}

/** Each keeps its id: the newest line of the ledger counts, and `received` stays what it was. */
async function replay(
  installation: Installation,
  lines: readonly LedgerLine[],
  { wait, json = false }: QuarantineOptions,
): Promise<void> {
  const [bucket, queueUrl] = [await installation.ledger(), await installation.queue()];
  const queue = createSqsAlertQueue(installation.aws, { queueUrl, bucket });
  // A batch is kept by the time at which its first delivery was received, also when that was long ago.
  const since = lines.map(({ delivery }) => delivery.receivedAt.slice(0, 10)).toSorted()[0];
  const before = await snapshotLedger(installation, since);
  for (const { delivery } of lines) await queue.send(delivery);
  const replayed = await awaitLines(installation, before, {
    since,
    wanted: lines.map(
      ({ delivery }) =>
        (line: LedgerLine) =>
          line.delivery.id === delivery.id,
    ),
    seconds: wait,
  });
  print(json, replayed, replayedRows(lines, replayed));
  if (replayed.length < lines.length && !json) {
    printLine('\nAll of them are in the queue. See "firebreak ledger" in a moment for the rest.');
  }
  if (replayed.some(isQuarantined)) process.exitCode = 1;
}

function print(json: boolean, value: unknown, rows: readonly (readonly string[])[]): void {
  if (json) printJson(value);
  else printLine(rows.length === 1 ? 'Nothing is quarantined.' : alignColumns(rows));
}
