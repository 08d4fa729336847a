import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';
import { queueArn } from './queue-arn.ts';

const queuePattern = /^[A-Za-z0-9_-]{1,75}(\.fifo)?$/;
/** Where nothing can be set aside. */
export const noQuarantine = 'none';
const schema = z.strictObject({
  queue: namedField(queuePattern, 'must be the name of an SQS queue, not a URL or an ARN'),
  source: namedField(
    queuePattern,
    'must be the name of the SQS queue whose messages end up there, not a URL or an ARN',
  ),
  functionName: namedField(
    /^[A-Za-z0-9_-]{1,64}$/,
    'must be the name of the Lambda function that consumes the source, not an ARN',
  ),
  repeat: namedField(
    /^(safe|reconcile-first|unsafe)$/,
    'must be safe, reconcile-first or unsafe: what the consumer does with a message that it gets twice',
  ),
  quarantine: z._default(
    namedField(
      queuePattern,
      'must be the name of the SQS queue where messages are set aside, not a URL or an ARN',
    ),
    noQuarantine,
  ),
});
export type DeadLetterQueueId = z.infer<typeof schema>;

/** Where messages of a queue end up that its consumer could not process. */
export const deadLetterQueue: ResourceKind<DeadLetterQueueId, 'queue' | 'source' | 'consumer'> = {
  kind: 'dead-letter-queue',
  title: 'Dead-letter queue of an SQS queue',
  schema,
  name: ({ queue }) => queue.replace('.fifo', ''),
  key: ({ queue, source, functionName, repeat, quarantine }) =>
    [
      'dead-letter-queue',
      queue,
      source,
      functionName,
      repeat,
      ...(quarantine === noQuarantine ? [] : [quarantine]),
    ].join(':'),
  arns: ({ queue, source, functionName }) => ({
    queue: queueArn(queue),
    source: queueArn(source),
    consumer: `arn:{partition}:lambda:{region}:{account}:function:${functionName}`,
  }),
  consoleUrl: ({ queue }, region) =>
    consolePage(region, '/sqs/v3/home', `#/queues?search=${encodeURIComponent(queue)}`),
  commandToLook: ({ queue }, symptom, service) =>
    symptom === 'dlq' ? classifyCommand(service, queue) : null,
  describe: ({ queue, source }) => `Dead-letter queue ${queue} of ${source}`,
};

export function classifyCommand(service: string, queue: string): string {
  return `npx firebreak dlq classify ${service} --queue ${queue}`;
}
