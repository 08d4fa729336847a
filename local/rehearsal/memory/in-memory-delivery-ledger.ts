import type { DeliveryLedger, LedgerLine } from '../../../lambdas/ports/delivery-ledger.ts';

export interface InMemoryDeliveryLedger extends DeliveryLedger {
  /** Every line of every batch, in the order of writing. */
  lines(): readonly LedgerLine[];
}

export function createInMemoryDeliveryLedger(): InMemoryDeliveryLedger {
  const batches = new Map<string, readonly LedgerLine[]>();
  return {
    writeBatch: async (batchId, lines) => {
      batches.set(batchId, [...lines]);
    },
    lines: () => [...batches.values()].flat(),
  };
}
