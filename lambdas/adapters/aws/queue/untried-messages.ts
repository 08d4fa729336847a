import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { AwsClients } from '../../../ports/aws-clients.ts';
import { attributeNames, firstSentAt, triesOf } from './message-tries.ts';

/**
 * Puts messages back that were received and not tried. SQS counts receives and cannot be told not to, so each goes back as a new message
 * with the tries that it really had. Resolves to the ids of those that are back; the others come again by themselves.
 */
export type PutBack = (records: readonly SQSRecord[]) => Promise<ReadonlySet<string>>;

/** A message has up to 1 MiB, and so has a batch: each goes by itself, some at a time. */
const atOnce = 10;

/** What is put back twice, because the function ended meanwhile, is folded by its delivery's id. */
export function createPutBack(aws: AwsClients, queueUrl: string): PutBack {
  const send = (record: SQSRecord) =>
    aws.get(SQSClient).send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: record.body,
        MessageAttributes: {
          [attributeNames.triesBefore]: numberOf(triesOf(record) - 1),
          [attributeNames.firstSentAt]: numberOf(firstSentAt(record)),
        },
      }),
    );
  return async (records) => {
    const back = new Set<string>();
    for (let start = 0; start < records.length; start += atOnce) {
      const some = records.slice(start, start + atOnce);
      const results = await Promise.allSettled(some.map(send));
      for (const [index, { messageId }] of some.entries()) {
        if (results[index]?.status === 'fulfilled') back.add(messageId);
      }
    }
    return back;
  };
}

function numberOf(value: number) {
  return { DataType: 'Number', StringValue: String(value) };
}
