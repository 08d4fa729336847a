import type { AlertQueue } from '../../../ports/alert-queue.ts';
import type { AwsCaller } from '../../../ports/aws-caller.ts';
import { unexpectedResponse } from '../clients/aws-fault.ts';
import { keepDelivery } from './claim-checks.ts';
import { sealDelivery } from './delivery-envelope.ts';

export interface SqsAlertQueueOptions {
  readonly queueUrl: string;
  /** Where bodies are kept that are too large for a message. */
  readonly bucket: string;
}

/** SQS, by its JSON API. A delivery that was taken twice is folded by its id later, so a lost answer is sent again. */
export function createSqsAlertQueue(aws: AwsCaller, { queueUrl, bucket }: SqsAlertQueueOptions): AlertQueue {
  return {
    async send(delivery) {
      const { message, kept } = sealDelivery(delivery);
      if (kept !== null) await keepDelivery(aws, bucket, delivery.id, kept);
      const response = await aws.call({
        service: 'sqs',
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
        body: JSON.stringify({ QueueUrl: queueUrl, MessageBody: message }),
        repeatable: true,
      });
      if (response.status !== 200) throw unexpectedResponse(response, 'Queueing a delivery');
    },
  };
}
