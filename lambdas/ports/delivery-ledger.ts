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
  /** Why items of the delivery could not be read, while others could; left out when there are none. */
  readonly unread?: readonly string[];
  readonly incidentIds: readonly string[];
  readonly processedAt: string;
}

/** Whether a delivery, or a part of it, waits for a mapping that can read it. */
export function isQuarantined({ disposition, unread = [] }: LedgerLine): boolean {
  return disposition === 'quarantined' || unread.length > 0;
}

/** The proof that nothing was dropped: one object of gzip JSON lines per processed batch. */
export interface DeliveryLedger {
  /** Idempotent by batch id. */
  writeBatch(batchId: string, lines: readonly LedgerLine[]): Promise<void>;
}
