import { awsJson } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { deleteMessage, receiveMessage, sendMessage } from './message-operations.ts';
import { cancelMessageMoveTask, listMessageMoveTasks, startMessageMoveTask } from './move-operations.ts';
import { queueMetrics } from './queue-metrics.ts';
import { getQueueAttributes, getQueueUrl } from './queue-operations.ts';
import { countAt, type SqsState, seedSqs } from './sqs-state.ts';

/**
 * Queues and their dead-letter queues. Only what nobody consumes is kept message by message: what a consumer gets again is handled, or
 * dies once more while what kills it goes on.
 */
export const sqs: AwsService<SqsState> = {
  signingName: 'sqs',
  endpointSuffix: 'SQS',
  seed: seedSqs,
  protocol: awsJson(
    { target: 'AmazonSQS', version: '1.0', invalid: 'InvalidParameterValue' },
    {
      GetQueueUrl: getQueueUrl,
      GetQueueAttributes: getQueueAttributes,
      ReceiveMessage: receiveMessage,
      SendMessage: sendMessage,
      DeleteMessage: deleteMessage,
      StartMessageMoveTask: startMessageMoveTask,
      ListMessageMoveTasks: listMessageMoveTasks,
      CancelMessageMoveTask: cancelMessageMoveTask,
    },
  ),
  metrics: [queueMetrics],
  deadLettersAt: countAt,
};
