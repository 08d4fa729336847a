import { deterministicUlid } from '../../domain/correlation/deterministic-ulid.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryLedger } from '../../ports/delivery-ledger.ts';
import type { Delivery } from '../../ports/plug-ins/alert-source.ts';

export interface QuarantineDeps {
  readonly ledger: DeliveryLedger;
  readonly clock: Clock;
}

/**
 * Quarantines a delivery that has failed by itself, before it is tried for the last time. If that succeeds, the line that correlating writes
 * is newer and counts. Idempotent.
 */
export async function quarantineFirst({ ledger, clock }: QuarantineDeps, delivery: Delivery): Promise<void> {
  const batchId = `bat_${deterministicUlid(delivery.receivedAt, delivery.id, 'quarantined first')}`;
  await ledger.writeBatch(batchId, [
    {
      delivery,
      disposition: 'quarantined',
      reason: 'It failed several times by itself, and is kept here',
      incidentIds: [],
      processedAt: clock.now().toISOString(),
    },
  ]);
}
