import * as z from 'zod';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import type { SimulatedQueue } from '../../scenario/service-schema.ts';
import { queueSignalsAt } from '../../signals/queue-signals.ts';
import { isThere, messagesOf, type SqsState } from './sqs-state.ts';

type Context = ServiceContext<SqsState>;

/** A queue of the scenario, or the dead-letter queue or quarantine of one. */
export interface FoundQueue {
  readonly name: string;
  readonly queue: SimulatedQueue;
  readonly isDead: boolean;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl = jsonOperation(z.object({ QueueName: z.string() }), (input, context: Context) => {
  return { QueueUrl: queueUrl(findQueue(context, input.QueueName).name) };
});

const attributesSchema = z.object({
  QueueUrl: z.string(),
  AttributeNames: z.array(z.string()).default([]),
});

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes = jsonOperation(attributesSchema, (input, context: Context) => {
  const found = queueAt(context, input.QueueUrl);
  const all = Object.entries(attributesOf(found, context));
  const wanted = all.filter(
    ([name]) => input.AttributeNames.includes('All') || input.AttributeNames.includes(name),
  );
  return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
});

export function queueAt(context: Context, url: string): FoundQueue {
  return findQueue(context, url.split('/').at(-1) ?? '');
}

export function findQueue({ scenario }: Pick<Context, 'scenario'>, name: string): FoundQueue {
  const queue = scenario.queues.find((one) =>
    [one.name, one.deadLetterQueue, one.quarantineQueue].includes(name),
  );
  if (queue !== undefined) return { name, queue, isDead: name === queue.deadLetterQueue };
  throw new AwsFault('QueueDoesNotExist', 'The specified queue does not exist.');
}

function queueUrl(name: string): string {
  return `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`;
}

function attributesOf({ name, queue }: FoundQueue, context: Context): Readonly<Record<string, string>> {
  const { scenario, account, nowMs } = context;
  const isSource = name === queue.name;
  const there = messagesOf(context, name).filter((message) => isThere(message, nowMs));
  const hidden = there.filter(({ hiddenUntil }) => hiddenUntil > nowMs).length;
  const { depth } = queueSignalsAt(scenario, account, queue, nowMs);
  const redrivePolicy = {
    deadLetterTargetArn: localArn('sqs', queue.deadLetterQueue),
    maxReceiveCount: queue.maxReceiveCount,
  };
  return {
    QueueArn: localArn('sqs', name),
    ApproximateNumberOfMessages: String(isSource ? depth : there.length - hidden),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
    ApproximateNumberOfMessagesDelayed: '0',
    MessageRetentionPeriod: String(isSource ? queue.retentionSeconds : 1_209_600),
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    ...(isSource ? { RedrivePolicy: JSON.stringify(redrivePolicy) } : {}),
  };
}
