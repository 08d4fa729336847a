import type { AwsService } from '../../protocol/aws-service.ts';
import { queueMetrics } from './queue-metrics.ts';

/** Queues, so far seen by their metrics only. */
export const sqs: AwsService = {
  signingName: 'sqs',
  endpointSuffix: 'SQS',
  seed: () => ({}),
  metrics: [queueMetrics],
};
