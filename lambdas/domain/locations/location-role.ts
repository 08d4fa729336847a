import { partitionOf } from '../aws-partition.ts';
import { contentHash } from '../content-hash.ts';
import type { Location } from '../records/resource.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const longestName = 64;

/** A name of a role that AWS takes, the same for the same parts. */
export function roleName(...parts: readonly string[]): string {
  const whole = parts.join('-');
  if (whole.length <= longestName) return whole;
  return `${whole.slice(0, longestName - 9)}-${contentHash(whole).slice(0, 8)}`;
}

/** The role by which a function of Firebreak reads or acts in a location of another account. One function, one role there. */
export function locationRoleName(functionName: string, { id }: Pick<Location, 'id'>): string {
  return roleName(functionName, 'in', id);
}

export function locationRoleArn(
  functionName: string,
  { id, account, region }: Location & { readonly account: string },
): string {
  const partition = partitionOf(region)?.name ?? 'aws';
  return `arn:${partition}:iam::${account}:role/${locationRoleName(functionName, { id })}`;
}
