import type { DeadLetterShape } from './dead-letter-shape.ts';
import { textIn, timeIn } from './json-parts.ts';

/**
 * Of EventBridge's rules and pipes, and of its scheduler. The event reached one target in vain: put on the bus again, it would reach all.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export const eventRule: DeadLetterShape = {
  name: 'event-rule',
  title: 'a target of EventBridge',
  strategy: 'invoke',
  read({ attributes, body }, json) {
    const { ERROR_CODE, ERROR_MESSAGE, TARGET_ARN } = attributes;
    if (ERROR_CODE === undefined && ERROR_MESSAGE === undefined) return null;
    const reason = { code: ERROR_CODE ?? null, text: ERROR_MESSAGE ?? '', at: timeIn(json?.['time']) };
    return { reason, payload: body, consumer: TARGET_ARN?.split(':').at(-1) ?? null };
  },
};

/** What could not be delivered to one subscriber; published again, it would reach all. */
export const topicNotification: DeadLetterShape = {
  name: 'topic-notification',
  title: 'a subscription of an SNS topic',
  strategy: 'invoke',
  read(_, json) {
    if (json?.['Type'] !== 'Notification' || textIn(json['TopicArn']) === null) return null;
    return { reason: null, payload: textIn(json['Message']) ?? '', consumer: null };
  },
};

/** What a consumer of a queue received too often: SQS does not know why. */
export const redrivenMessage: DeadLetterShape = {
  name: 'queue-message',
  title: 'a queue whose consumer gave up',
  strategy: 'move',
  read: ({ system, body }) =>
    system['DeadLetterQueueSourceArn'] === undefined ? null : { reason: null, payload: body, consumer: null },
};

/** Sent by something else than AWS. */
export const unknownMessage: DeadLetterShape = {
  name: 'unknown',
  title: 'an unknown sender',
  strategy: 'none',
  read: ({ body }) => ({ reason: null, payload: body, consumer: null }),
};
