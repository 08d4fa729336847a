import type { SeenAlert } from '../domain/correlation/fold-alert.ts';
import type { LedgerDisposition } from '../ports/delivery-ledger.ts';

/** An alert with the delivery that brought it. */
export interface DeliveredAlert extends SeenAlert {
  readonly deliveryId: string;
}

/** What became of one alert of a delivery. */
export interface Settlement {
  readonly deliveryId: string;
  readonly disposition: LedgerDisposition;
  readonly incidentId: string | null;
  readonly reason: string | null;
}
