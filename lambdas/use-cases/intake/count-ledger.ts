import type { LedgerDisposition, LedgerLine } from '../../ports/delivery-ledger.ts';

export type LedgerCount = Readonly<Record<LedgerDisposition, number>> & {
  readonly source: string;
  /** Deliveries, each counted once: the sum of those of each disposition. */
  readonly received: number;
  /** Items that could not be read in deliveries of which others could. */
  readonly unread: number;
};

/**
 * What became of the deliveries of each source, in the order of their names. A delivery that was processed again after a crash has two
 * lines: the newest counts.
 */
export function countLedger(lines: Iterable<LedgerLine>): readonly LedgerCount[] {
  const bySource = Map.groupBy(newestLines(lines), ({ delivery }) => delivery.source);
  return [...bySource]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, ofSource]) => ({
      source,
      received: ofSource.length,
      ...countDispositions(ofSource),
      unread: countUnread(ofSource),
    }));
}

/** One line per delivery, by delivery id. */
export function newestLines(lines: Iterable<LedgerLine>): readonly LedgerLine[] {
  const newest = new Map<string, LedgerLine>();
  for (const line of lines) {
    const known = newest.get(line.delivery.id);
    if (known === undefined || known.processedAt <= line.processedAt) newest.set(line.delivery.id, line);
  }
  return [...newest].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

function countDispositions(lines: readonly LedgerLine[]): Readonly<Record<LedgerDisposition, number>> {
  const counts: Record<LedgerDisposition, number> = {
    opened: 0,
    folded: 0,
    resolved: 0,
    suppressed: 0,
    ignored: 0,
    control: 0,
    quarantined: 0,
  };
  for (const { disposition } of lines) counts[disposition] += 1;
  return counts;
}

function countUnread(lines: readonly LedgerLine[]): number {
  return lines.reduce((count, { unread = [] }) => count + unread.length, 0);
}
