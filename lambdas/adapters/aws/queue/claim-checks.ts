import { claimCheckPrefix } from '../../../ports/alert-queue.ts';
import type { Delivery } from '../../../ports/alert-source.ts';
import type { AwsCaller } from '../../../ports/aws-caller.ts';
import { getObject, putObject } from '../storage/s3-objects.ts';
import { type ClaimCheck, openKept } from './delivery-envelope.ts';

/** Of the delivery's id alone, so that sending again writes the same object. */
function claimCheckKey(deliveryId: string): string {
  return `${claimCheckPrefix}${deliveryId}.json.gz`;
}

/** Keeps what is too large for the queue. Must be done before its claim check is queued. */
export async function keepDelivery(
  aws: AwsCaller,
  bucket: string,
  deliveryId: string,
  kept: Uint8Array,
): Promise<void> {
  await putObject(aws, bucket, claimCheckKey(deliveryId), kept, { 'content-type': 'application/gzip' });
}

/**
 * The whole delivery. When its object is gone or damaged, which no retry can fix, the delivery comes without its body and is
 * quarantined by name. Rejects when the bucket cannot be read at the moment: the claim check must come again.
 */
export async function redeemClaimCheck(
  aws: AwsCaller,
  bucket: string,
  claimCheck: ClaimCheck,
): Promise<Delivery> {
  const key = claimCheckKey(claimCheck.id);
  const object = await getObject(aws, bucket, key, { binary: true });
  if (object === null) return withoutBody(claimCheck, key, 'is missing');
  const kept = openKept(Buffer.from(object.body, 'latin1'));
  if (kept?.id !== claimCheck.id) return withoutBody(claimCheck, key, 'is not what was kept there');
  return { ...claimCheck, body: kept.body };
}

function withoutBody(claimCheck: ClaimCheck, key: string, problem: string): Delivery {
  return { ...claimCheck, body: '', lostBody: { key, problem } };
}
