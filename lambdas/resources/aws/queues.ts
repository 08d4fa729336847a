import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type QueueAttributeName,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import { readNewest } from './metrics/newest-reading.ts';

/** What a queue is set to and holds; numbers of messages are approximate, as SQS has them. */
export interface Queue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly retentionSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  /** Waiting to be received. */
  readonly waiting: number;
  /** Received, and neither deleted nor waiting again. */
  readonly inFlight: number;
  readonly delayed: number;
  /** Where its messages end up after so many receives; null when it has no redrive policy. */
  readonly deadLetters: { readonly queueArn: string; readonly maxReceiveCount: number } | null;
}

/** All that it holds. */
export function depthOf({ waiting, inFlight, delayed }: Queue): number {
  return waiting + inFlight + delayed;
}

const missing = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'];

/** Null when there is no such queue. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
async function findQueueUrl(aws: AwsClients, name: string): Promise<string | null> {
  const found = await orOnFault(
    aws.get(SQSClient).send(new GetQueueUrlCommand({ QueueName: name })),
    missing,
    null,
  );
  return found?.QueueUrl ?? null;
}

/**
 * Null when there is no such queue.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export async function readQueue(aws: AwsClients, name: string): Promise<Queue | null> {
  const url = await findQueueUrl(aws, name);
  if (url === null) return null;
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
  const found = await orOnFault(aws.get(SQSClient).send(command), missing, null);
  if (found === null) return null;
  const { Attributes: attributes = {} } = found;
  const number = (attribute: QueueAttributeName): number => {
    const value = Number(attributes[attribute]);
    if (attributes[attribute] !== undefined && Number.isFinite(value)) return value;
    throw new DependencyUnavailableError(`SQS does not tell the ${attribute} of the queue ${name}`);
  };
  return {
    name,
    url,
    arn: attributes['QueueArn'] ?? '',
    retentionSeconds: number('MessageRetentionPeriod'),
    visibilityTimeoutSeconds: number('VisibilityTimeout'),
    waiting: number('ApproximateNumberOfMessages'),
    inFlight: number('ApproximateNumberOfMessagesNotVisible'),
    delayed: number('ApproximateNumberOfMessagesDelayed'),
    deadLetters: redrivePolicyOf(attributes['RedrivePolicy']),
  };
}

const ageWindowSeconds = 900;

/**
 * Age of the oldest message of a queue in seconds, as CloudWatch saw it last; null when it did not lately.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export async function readOldestAge(aws: AwsClients, name: string, now: Date): Promise<number | null> {
  const newest = await readNewest(
    aws,
    {
      namespace: 'AWS/SQS',
      name: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: name },
      stat: 'Maximum',
    },
    { from: new Date(now.getTime() - ageWindowSeconds * 1000), until: now },
  );
  return newest?.value ?? null;
}

function redrivePolicyOf(text: string | undefined): Queue['deadLetters'] {
  if (text === undefined || text === '') return null;
  const policy: unknown = JSON.parse(text);
  if (typeof policy !== 'object' || policy === null) return null;
  const { deadLetterTargetArn, maxReceiveCount } = policy as Readonly<Record<string, unknown>>;
  return typeof deadLetterTargetArn === 'string'
    ? { queueArn: deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) }
    : null;
}
