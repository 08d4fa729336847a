import * as z from 'zod';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import { idOf } from './dead-letter-texts.ts';
import { findQueue } from './queue-operations.ts';
import { handToConsumer, isThere, type MoveTask, messagesOf, type SqsState } from './sqs-state.ts';

type Context = ServiceContext<SqsState>;
/** What SQS takes by itself is not told. */
const ownRate = 50;

const startSchema = z.object({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
});

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const startMessageMoveTask = jsonOperation(startSchema, (input, context: Context) => {
  const { name, queue, isDead } = findQueue(context, nameIn(input.SourceArn));
  if (!isDead) {
    throw new AwsFault('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
  }
  if (
    context.state.tasks.some((task) => task.source === name && statusOf(task, context.nowMs) === 'RUNNING')
  ) {
    throw new AwsFault(
      'UnsupportedOperation',
      'There is already a task running. Only one active task is allowed for a source queue.',
    );
  }
  const destination =
    input.DestinationArn === undefined ? null : findQueue(context, nameIn(input.DestinationArn)).name;
  const perSecond = input.MaxNumberOfMessagesPerSecond ?? ownRate;
  const there = messagesOf(context, name)
    .filter((message) => isThere(message, context.nowMs) && message.hiddenUntil <= context.nowMs)
    .toSorted((a, b) => a.sentAt - b.sentAt);
  there.forEach((message, index) => {
    const atMs = context.nowMs + Math.floor(((index + 1) * 1000) / perSecond);
    message.until = atMs;
    if (destination === null || destination === queue.name) handToConsumer(context, queue, message, atMs);
    else {
      messagesOf(context, destination).push({
        ...message,
        id: idOf(`${message.id} moved`),
        sentAt: atMs,
        from: atMs,
        until: null,
        receives: 0,
      });
    }
  });
  const task: MoveTask = {
    handle: Buffer.from(
      JSON.stringify({ source: name, at: context.nowMs, number: context.state.tasks.length }),
    ).toString('base64'),
    source: name,
    destination,
    perSecond,
    startedAt: context.nowMs,
    messageIds: there.map(({ id }) => id),
    endsAt: context.nowMs + Math.ceil((there.length * 1000) / perSecond),
    isCancelled: false,
  };
  context.state.tasks.push(task);
  context.save();
  return { TaskHandle: task.handle };
});

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const listMessageMoveTasks = jsonOperation(
  z.object({ SourceArn: z.string(), MaxResults: z.number().int().min(1).max(10).default(1) }),
  (input, context: Context) => {
    const { name } = findQueue(context, nameIn(input.SourceArn));
    const tasks = context.state.tasks.filter((task) => task.source === name).toReversed();
    return { Results: tasks.slice(0, input.MaxResults).map((task) => describe(task, context.nowMs)) };
  },
);

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html */
export const cancelMessageMoveTask = jsonOperation(
  z.object({ TaskHandle: z.string() }),
  (input, context: Context) => {
    const task = context.state.tasks.find(({ handle }) => handle === input.TaskHandle);
    if (task === undefined)
      throw new AwsFault(
        'ResourceNotFoundException',
        'The resource that you specified for the TaskHandle does not exist.',
      );
    if (statusOf(task, context.nowMs) !== 'RUNNING') {
      throw new AwsFault('UnsupportedOperation', 'Only active message movement tasks can be cancelled.');
    }
    const moved = movedBy(task, context.nowMs);
    for (const message of messagesOf(context, task.source)) {
      if (task.messageIds.includes(message.id) && message.until !== null && message.until > context.nowMs)
        message.until = null;
    }
    // What had not left does not arrive.
    for (const { messages } of context.state.queues) {
      const arrived = messages.filter(({ sentAt }) => sentAt <= context.nowMs);
      messages.splice(0, messages.length, ...arrived);
    }
    task.endsAt = context.nowMs;
    task.isCancelled = true;
    context.save();
    return { ApproximateNumberOfMessagesMoved: moved };
  },
);

function describe(task: MoveTask, nowMs: number) {
  const { handle, source, destination, perSecond, startedAt, messageIds } = task;
  const status = statusOf(task, nowMs);
  return {
    ...(status === 'RUNNING' ? { TaskHandle: handle } : {}),
    Status: status,
    SourceArn: localArn('sqs', source),
    ...(destination === null ? {} : { DestinationArn: localArn('sqs', destination) }),
    MaxNumberOfMessagesPerSecond: perSecond,
    ApproximateNumberOfMessagesMoved: movedBy(task, nowMs),
    ApproximateNumberOfMessagesToMove: messageIds.length,
    StartedTimestamp: startedAt,
  };
}

function statusOf({ endsAt, isCancelled }: MoveTask, nowMs: number): string {
  if (isCancelled) return 'CANCELLED';
  return nowMs < endsAt ? 'RUNNING' : 'COMPLETED';
}

function movedBy({ startedAt, perSecond, messageIds, endsAt }: MoveTask, nowMs: number): number {
  return Math.min(messageIds.length, Math.floor(((Math.min(nowMs, endsAt) - startedAt) / 1000) * perSecond));
}

function nameIn(arn: string): string {
  return arn.split(':').at(-1) ?? '';
}
