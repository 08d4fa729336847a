import * as z from 'zod';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import type { SimulatedQueue } from '../../scenario/service-schema.ts';
import { queueSignalsAt } from '../../signals/queue-signals.ts';

type Context = ServiceContext<object>;

/** A queue of the scenario, or the dead-letter queue of one. */
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
  const queue = scenario.queues.find((one) => one.name === name || one.deadLetterQueue === name);
  if (queue !== undefined) return { name, queue, isDead: name === queue.deadLetterQueue };
  throw new AwsFault('QueueDoesNotExist', 'The specified queue does not exist.');
}

export function queueUrl(name: string): string {
  return `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`;
}

function attributesOf(
  { name, queue, isDead }: FoundQueue,
  { scenario, account, nowMs }: Context,
): Readonly<Record<string, string>> {
  const { depth, deadLetters } = queueSignalsAt(scenario, account, queue, nowMs);
  return {
    QueueArn: localArn('sqs', name),
    ApproximateNumberOfMessages: String(isDead ? deadLetters : depth),
    ApproximateNumberOfMessagesNotVisible: '0',
    ApproximateNumberOfMessagesDelayed: '0',
    MessageRetentionPeriod: String(isDead ? 1_209_600 : queue.retentionSeconds),
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    ...(isDead
      ? {}
      : {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: localArn('sqs', queue.deadLetterQueue),
            maxReceiveCount: queue.maxReceiveCount,
          }),
        }),
  };
}
