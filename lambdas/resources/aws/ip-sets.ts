import { GetIPSetCommand, UpdateIPSetCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { type AwsClients, awsFaultOf, orOnFault } from '../../ports/aws-clients.ts';
import type { IpSetId } from '../ip-set.ts';
import type { Written } from './written.ts';

export interface IpSet {
  readonly version: 4 | 6;
  /** As WAF has them: CIDRs. */
  readonly addresses: readonly string[];
  readonly description: string | undefined;
  /** For one write: WAF refuses it when the set was changed since. */
  readonly lockToken: string | undefined;
}

/** WAF's quota. */
export const mostAddresses = 10_000;
const scope = 'REGIONAL';

/** Null when there is no such set. https://docs.aws.amazon.com/waf/latest/APIReference/API_GetIPSet.html */
export async function readIpSet(aws: AwsClients, { ipSet, id }: IpSetId): Promise<IpSet | null> {
  const command = new GetIPSetCommand({ Name: ipSet, Id: id, Scope: scope });
  const sent = aws.get(WAFV2Client).send(command);
  const found = await orOnFault(sent, ['WAFNonexistentItemException'], null);
  if (found?.IPSet === undefined) return null;
  const { Addresses = [], IPAddressVersion, Description } = found.IPSet;
  return {
    version: IPAddressVersion === 'IPV6' ? 6 : 4,
    addresses: Addresses,
    description: Description,
    lockToken: found.LockToken,
  };
}

/** Replaces all addresses of the set as it was read; sent a single time. https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateIPSet.html */
export async function writeAddresses(
  aws: AwsClients,
  { ipSet, id }: IpSetId,
  { description, lockToken }: IpSet,
  addresses: readonly string[],
): Promise<Written> {
  const command = new UpdateIPSetCommand({
    Name: ipSet,
    Id: id,
    Scope: scope,
    Addresses: [...addresses],
    LockToken: lockToken,
    // Left out, WAF would take it away.
    ...(description === undefined || description === '' ? {} : { Description: description }),
  });
  try {
    await aws.get(WAFV2Client, 'once').send(command);
    return 'written';
  } catch (error) {
    switch (awsFaultOf(error) ?? '') {
      case 'WAFOptimisticLockException':
      case 'WAFNonexistentItemException':
        return 'conflict';
      case 'WAFLimitsExceededException':
        return { refused: 'the set is full' };
      case 'WAFInvalidParameterException':
        return { refused: 'AWS WAF takes no such address' };
      default:
        throw error;
    }
  }
}
