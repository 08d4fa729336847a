import type { DeliveryLedger, LedgerLine, LedgerReader } from '../../../lambdas/ports/delivery-ledger.ts';

export interface InMemoryDeliveryLedger extends DeliveryLedger, LedgerReader {
  /** Every line of every batch, in the order of writing. */
  lines(): readonly LedgerLine[];
}

export function createInMemoryDeliveryLedger(): InMemoryDeliveryLedger {
  const batches = new Map<string, readonly LedgerLine[]>();
  return {
    writeBatch: async (batchId, lines) => {
      batches.set(batchId, [...lines]);
    },
    readSince: async (since, mostBatches) => {
      const later = [...batches]
        .filter(([, [first]]) => first !== undefined && first.delivery.receivedAt >= since)
        .toSorted(([a], [b]) => (a < b ? -1 : 1));
      const read = later.slice(0, mostBatches);
      return { lines: read.flatMap(([, lines]) => lines), isComplete: read.length === later.length };
    },
    lines: () => [...batches.values()].flat(),
  };
}
