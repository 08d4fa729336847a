import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { AwsClients } from '../../../ports/aws-clients.ts';
import { triesOf } from './message-tries.ts';

/** Makes messages come back sooner than the queue would give them again. */
export type DelayMessages = (records: readonly SQSRecord[]) => Promise<void>;

/**
 * Seconds until a message comes back, by how often it was tried. What fails by chance is tried again at once; the last try is
 * half an hour away, so that an outage of a service dead-letters nothing.
 */
const pauses: readonly number[] = [5, 30, 300, 1500];
const mostPerCall = 10;

/** A message that another consumer has got meanwhile stays as it is. */
export function createMessageDelay(aws: AwsClients, queueUrl: string): DelayMessages {
  return async (records) => {
    for (let start = 0; start < records.length; start += mostPerCall) {
      const entries = records.slice(start, start + mostPerCall).map((record, index) => ({
        Id: String(index),
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: pauseAfter(triesOf(record)),
      }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries });
      await aws.get(SQSClient).send(command);
    }
  };
}

function pauseAfter(tries: number): number {
  return pauses[tries - 1] ?? pauses.at(-1) ?? 0;
}
