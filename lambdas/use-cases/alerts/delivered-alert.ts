import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import type { SeenAlert } from '../../domain/correlation/seen-alert.ts';
import type { LedgerDisposition } from '../../ports/delivery-ledger.ts';

/** An alert with the delivery that brought it. */
export interface DeliveredAlert extends SeenAlert {
  readonly deliveryId: string;
  /** It is about security, by all that its delivery says: what is kept of the alert may be less. */
  readonly sensitive: boolean;
  /** It was held until now, and is known therefore. */
  readonly isResumed?: boolean;
}

/** A delivered alert with what it is correlated to. */
export interface CorrelatedAlert {
  readonly target: CorrelationTarget;
  readonly delivered: DeliveredAlert;
}

/** What became of one alert of a delivery. */
export interface AlertOutcome {
  readonly deliveryId: string;
  readonly disposition: LedgerDisposition;
  readonly incidentId: string | null;
  readonly reason: string | null;
}
