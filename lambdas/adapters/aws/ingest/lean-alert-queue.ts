import type { AlertQueue } from '../../../ports/alert-queue.ts';
import { claimCheckKey, sealDelivery } from '../queue/delivery-envelope.ts';
import { callJson } from './call-json.ts';
import { unexpectedResponse } from './fault-of.ts';
import type { SignedClient } from './signed-call.ts';

export interface LeanAlertQueueOptions {
  readonly queueUrl: string;
  /** Where bodies are kept that are too large for a message. */
  readonly bucket: string;
}

/** SQS. A delivery that was taken twice is folded by its id later, so a lost answer is sent again. */
export function createLeanAlertQueue(
  client: SignedClient,
  { queueUrl, bucket }: LeanAlertQueueOptions,
): AlertQueue {
  return {
    async send(delivery) {
      const { message, kept } = sealDelivery(delivery);
      if (kept !== null) await keep(client, bucket, claimCheckKey(delivery.id), kept);
      const input = { QueueUrl: queueUrl, MessageBody: message };
      const response = await callJson(client, 'sqs.SendMessage', input);
      if (response.status !== 200) throw unexpectedResponse(response, 'Queueing a delivery');
    },
  };
}

/** Must be done before its claim check is queued. The key has no character that must be encoded. */
async function keep(client: SignedClient, bucket: string, key: string, body: Uint8Array): Promise<void> {
  const response = await client.call({
    service: 's3',
    method: 'PUT',
    path: `/${bucket}/${key}`,
    headers: { 'content-type': 'application/gzip' },
    body,
    repeatable: true,
  });
  if (response.status >= 300) throw unexpectedResponse(response, `Writing to the bucket ${bucket}`);
}
