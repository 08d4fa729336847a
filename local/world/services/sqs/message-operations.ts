import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import { idOf } from './dead-letter-texts.ts';
import { queueAt } from './queue-operations.ts';
import { handToConsumer, isThere, messagesOf, type SqsState, type StoredMessage } from './sqs-state.ts';

type Context = ServiceContext<SqsState>;
const mostMessages = 10;

const attributeSchema = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

const receiveSchema = z.object({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z.number().int().min(1).max(mostMessages).default(1),
  VisibilityTimeout: z.number().int().min(0).max(43_200).optional(),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
  MessageAttributeNames: z.array(z.string()).default([]),
});

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const receiveMessage = jsonOperation(receiveSchema, (input, context: Context) => {
  const { name, queue } = queueAt(context, input.QueueUrl);
  const hiddenFor = (input.VisibilityTimeout ?? queue.visibilityTimeoutSeconds) * 1000;
  const free = messagesOf(context, name).filter(
    (message) => isThere(message, context.nowMs) && message.hiddenUntil <= context.nowMs,
  );
  // As SQS does: whoever was received least comes first, more or less.
  const taken = free.toSorted((a, b) => a.receives - b.receives).slice(0, input.MaxNumberOfMessages);
  for (const message of taken) {
    message.hiddenUntil = context.nowMs + hiddenFor;
    message.receives += 1;
  }
  context.save();
  return taken.length === 0 ? {} : { Messages: taken.map((message) => describe(message, input)) };
});

const sendSchema = z.object({
  QueueUrl: z.string(),
  MessageBody: z.string().min(1),
  MessageAttributes: z.record(z.string(), attributeSchema).default({}),
  MessageSystemAttributes: z.record(z.string(), attributeSchema).default({}),
});

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage = jsonOperation(sendSchema, (input, context: Context) => {
  const { name, queue } = queueAt(context, input.QueueUrl);
  if (Object.keys(input.MessageAttributes).length > 10) {
    throw new AwsFault(
      'InvalidParameterValue',
      'Number of message attributes [11] exceeds the allowed maximum [10].',
    );
  }
  const message = {
    id: idOf(
      `${name} ${context.nowMs} ${input.MessageBody} ${context.state.queues.flatMap(({ messages }) => messages).length}`,
    ),
    body: input.MessageBody,
    attributes: input.MessageAttributes,
  };
  if (name === queue.name) handToConsumer(context, queue, message, context.nowMs);
  else {
    messagesOf(context, name).push({
      ...message,
      system: {},
      sentAt: context.nowMs,
      from: context.nowMs,
      until: null,
      hiddenUntil: 0,
      receives: 0,
    });
  }
  context.save();
  return { MessageId: message.id, MD5OfMessageBody: md5(message.body) };
});

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export const deleteMessage = jsonOperation(
  z.object({ QueueUrl: z.string(), ReceiptHandle: z.string() }),
  (input, context: Context) => {
    const { name } = queueAt(context, input.QueueUrl);
    const [id] = input.ReceiptHandle.split('#');
    const message = messagesOf(context, name).find((one) => one.id === id);
    if (message === undefined)
      throw new AwsFault('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
    message.until ??= context.nowMs;
    context.save();
    return {};
  },
);

function describe(message: StoredMessage, asked: z.output<typeof receiveSchema>) {
  const { id, body, sentAt, receives, from, system, attributes } = message;
  const withSystem = asked.MessageSystemAttributeNames.includes('All');
  const withAttributes = asked.MessageAttributeNames.includes('All') && Object.keys(attributes).length > 0;
  return {
    MessageId: id,
    ReceiptHandle: `${id}#${receives}`,
    MD5OfBody: md5(body),
    Body: body,
    ...(withSystem
      ? {
          Attributes: {
            SentTimestamp: String(sentAt),
            ApproximateReceiveCount: String(receives),
            ApproximateFirstReceiveTimestamp: String(Math.min(from, sentAt)),
            ...system,
          },
        }
      : {}),
    ...(withAttributes ? { MessageAttributes: attributes } : {}),
  };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
