import type { Delivery } from './alert-source.ts';

/**
 * The queue between receive-alert and correlate-alerts. Rejects with
 * DependencyUnavailableError (answer 503) or PayloadTooLargeError (413).
 */
export interface AlertQueue {
  send(delivery: Delivery): Promise<void>;
}
