import type { AwsClients } from '../../../ports/aws-clients.ts';
import type { Delivery } from '../../../ports/plug-ins/alert-source.ts';
import { getObject } from '../storage/s3-objects.ts';
import { type ClaimCheck, claimCheckKey, openKept } from './delivery-envelope.ts';

/**
 * The whole delivery. When its object is gone or damaged, which no retry can fix, the delivery comes without its body and is
 * quarantined by name. Rejects when the bucket cannot be read at the moment: the claim check must come again.
 */
export async function redeemClaimCheck(
  aws: AwsClients,
  bucket: string,
  claimCheck: ClaimCheck,
): Promise<Delivery> {
  const key = claimCheckKey(claimCheck.id);
  const object = await getObject(aws, bucket, key);
  if (object === null) return withoutBody(claimCheck, key, 'is missing');
  const kept = openKept(object);
  if (kept?.id !== claimCheck.id) return withoutBody(claimCheck, key, 'is not what was kept there');
  return { ...claimCheck, body: kept.body };
}

function withoutBody(claimCheck: ClaimCheck, key: string, problem: string): Delivery {
  return { ...claimCheck, body: '', lostBody: { key, problem } };
}
