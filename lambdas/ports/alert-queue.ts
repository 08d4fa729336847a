import type { Delivery } from './alert-source.ts';

/**
 * The queue between receive-alert and correlate-alerts. Rejects with
 * DependencyUnavailableError (answer 503) or PayloadTooLargeError (413).
 */
export interface AlertQueue {
  send(delivery: Delivery): Promise<void>;
}

/** SQS takes 1 MiB; larger deliveries are packed. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const longestMessageBytes = 1024 * 1024;
