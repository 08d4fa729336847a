import { claimPrefix } from '../../ports/alert-queue.ts';
import type { Delivery } from '../../ports/alert-source.ts';
import type { AwsCaller } from '../../ports/aws-caller.ts';
import { type Claim, openKept } from './delivery-envelope.ts';
import { getObject, putObject } from './s3-objects.ts';

/** Of the delivery's id alone, so that sending again writes the same object. */
function claimKey(deliveryId: string): string {
  return `${claimPrefix}${deliveryId}.json.gz`;
}

/** Keeps what is too large for the queue. Must be done before its claim is queued. */
export async function keepDelivery(
  aws: AwsCaller,
  bucket: string,
  deliveryId: string,
  kept: Uint8Array,
): Promise<void> {
  await putObject(aws, bucket, claimKey(deliveryId), kept, { 'content-type': 'application/gzip' });
}

/**
 * The whole delivery. When its object is gone or damaged, which no later try can mend, the delivery comes without its body and is
 * quarantined by name. Rejects when the bucket cannot be read at the moment: the claim must come again.
 */
export async function claimDelivery(aws: AwsCaller, bucket: string, claim: Claim): Promise<Delivery> {
  const key = claimKey(claim.id);
  const object = await getObject(aws, bucket, key, { binary: true });
  if (object === null) return withoutBody(claim, key, 'is missing');
  const kept = openKept(Buffer.from(object.body, 'latin1'));
  if (kept?.id !== claim.id) return withoutBody(claim, key, 'is not what was kept there');
  return { ...claim, body: kept.body };
}

function withoutBody(claim: Claim, key: string, problem: string): Delivery {
  return { ...claim, body: '', lostBody: { key, problem } };
}
