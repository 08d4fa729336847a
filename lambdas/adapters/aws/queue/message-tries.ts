import type { SQSRecord } from 'aws-lambda';

/** Of a message that stands in for one that was received and not tried: what SQS knows of a new message is not enough. */
export const attributeNames = { triesBefore: 'triesBefore', firstSentAt: 'firstSentAt' } as const;

/** How often a message was tried, with this time. A receive for which no time was left is none. */
export function triesOf(record: SQSRecord): number {
  const before = Number(textOf(record, 'triesBefore')) || 0;
  return before + (Number(record.attributes.ApproximateReceiveCount) || 1);
}

/** Epoch milliseconds at which it was first sent. */
export function firstSentAt(record: SQSRecord): number {
  return Number(textOf(record, 'firstSentAt') ?? record.attributes.SentTimestamp) || 0;
}

function textOf({ messageAttributes }: SQSRecord, name: keyof typeof attributeNames): string | undefined {
  return messageAttributes?.[attributeNames[name]]?.stringValue;
}
