import type { Delivery } from './alert-source.ts';

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
  readonly incidentIds: readonly string[];
  readonly processedAt: string;
}

/** The proof that nothing was dropped: one object of gzip JSON lines per processed batch. */
export interface DeliveryLedger {
  /** Idempotent by batch id. */
  writeBatch(batchId: string, lines: readonly LedgerLine[]): Promise<void>;
}
