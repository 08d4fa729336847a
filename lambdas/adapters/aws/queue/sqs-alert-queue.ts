import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PayloadTooLargeError } from '../../../domain/errors.ts';
import type { AlertQueue } from '../../../ports/alert-queue.ts';
import type { AwsClients } from '../../../ports/aws-clients.ts';
import { putObject } from '../storage/s3-objects.ts';
import { claimCheckKey, sealDelivery } from './delivery-envelope.ts';

export interface SqsAlertQueueOptions {
  readonly queueUrl: string;
  /** Where bodies are kept that are too large for a message. Left out: whoever sends has only small ones. */
  readonly bucket?: string;
}

/** A delivery that was taken twice is folded by its id later, so a lost answer is sent again. */
export function createSqsAlertQueue(aws: AwsClients, { queueUrl, bucket }: SqsAlertQueueOptions): AlertQueue {
  return {
    async send(delivery) {
      const { message, kept } = sealDelivery(delivery);
      if (kept !== null) {
        if (bucket === undefined) throw new PayloadTooLargeError('It is too large for the queue');
        await putObject(aws, bucket, claimCheckKey(delivery.id), kept, 'application/gzip');
      }
      await aws.get(SQSClient).send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: message }));
    },
  };
}
