import type { Delivery } from './plug-ins/alert-source.ts';

/** Where the batches are in the bucket of the ledger. Grants of the stack go by it. */
export const ledgerPrefix = 'deliveries/';

export const ledgerDispositions = [
  'opened',
  'folded',
  'resolved',
  'suppressed',
  'ignored',
  'control',
  'quarantined',
] as const;
export type LedgerDisposition = (typeof ledgerDispositions)[number];

/** What became of one delivery. */
export interface LedgerLine {
  readonly delivery: Delivery;
  readonly disposition: LedgerDisposition;
  readonly reason: string | null;
  /** Why items of the delivery could not be read, while others could; left out when there are none. */
  readonly unread?: readonly string[];
  readonly incidentIds: readonly string[];
  readonly processedAt: string;
}

/** Whether a delivery, or a part of it, waits for a mapping that can read it. */
export function isQuarantined({ disposition, unread = [] }: LedgerLine): boolean {
  return disposition === 'quarantined' || unread.length > 0;
}

export function isLedgerLine(value: unknown): value is LedgerLine {
  if (typeof value !== 'object' || value === null || !('disposition' in value) || !('delivery' in value))
    return false;
  const { delivery, disposition } = value;
  const known = ledgerDispositions.some((candidate) => candidate === disposition);
  return (
    known && typeof delivery === 'object' && delivery !== null && 'id' in delivery && 'source' in delivery
  );
}

/** The proof that nothing was dropped: one object of gzip JSON lines per processed batch. */
export interface DeliveryLedger {
  /** Idempotent by batch id. */
  writeBatch(batchId: string, lines: readonly LedgerLine[]): Promise<void>;
}

export interface LedgerReading {
  readonly lines: readonly LedgerLine[];
  /** False: there are more batches than were asked for. */
  readonly isComplete: boolean;
}

/** The ledger for whoever lost what was made of its deliveries. */
export interface LedgerReader {
  /** The batches whose first delivery was received at `since` (ISO 8601 UTC) or later: the oldest, and at most so many. */
  readSince(since: string, mostBatches: number): Promise<LedgerReading>;
}
