import type { SeenAlert } from '../domain/correlation/fold-alert.ts';
import type { AlertPlace } from '../domain/correlation/place-alert.ts';
import type { LedgerDisposition } from '../ports/delivery-ledger.ts';

/** An alert with the delivery that brought it. */
export interface DeliveredAlert extends SeenAlert {
  readonly deliveryId: string;
}

/** An alert with the key that it belongs to. */
export interface PlacedAlert {
  readonly place: AlertPlace;
  readonly delivered: DeliveredAlert;
}

/** What became of one alert of a delivery. */
export interface Settlement {
  readonly deliveryId: string;
  readonly disposition: LedgerDisposition;
  readonly incidentId: string | null;
  readonly reason: string | null;
}
