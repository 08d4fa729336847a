import type { Delivery } from './plug-ins/alert-source.ts';

/**
 * The queue between receive-alert and correlate-alerts. It takes every delivery whose body is within
 * longestBodyBytes. Rejects with DependencyUnavailableError (answer 503).
 */
export interface AlertQueue {
  send(delivery: Delivery): Promise<void>;
}

/** What API Gateway lets through. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const longestBodyBytes = 10 * 1024 * 1024;

/** SQS takes 1 MiB; larger deliveries are packed, and what is too large even so is kept beside the queue. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const longestMessageBytes = 1024 * 1024;

/** In the bucket of the ledger: what is too large for the queue, until the ledger has it. Grants and expiry of the stack go by it. */
export const claimCheckPrefix = 'large-deliveries/';

/** A message waits for 14 days at most, dead letters included; what it points to must outlive it. */
export const claimCheckExpiryDays = 15;
/** After so many receives a message goes to the dead letters. */
export const mostReceives = 5;
