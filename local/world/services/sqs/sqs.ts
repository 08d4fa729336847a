import { awsJson } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { queueMetrics } from './queue-metrics.ts';
import { getQueueAttributes, getQueueUrl } from './queue-operations.ts';

/** Queues and their dead-letter queues. */
export const sqs: AwsService = {
  signingName: 'sqs',
  endpointSuffix: 'SQS',
  seed: () => ({}),
  protocol: awsJson(
    { target: 'AmazonSQS', version: '1.0', invalid: 'InvalidParameterValue' },
    { GetQueueUrl: getQueueUrl, GetQueueAttributes: getQueueAttributes },
  ),
  metrics: [queueMetrics],
};
