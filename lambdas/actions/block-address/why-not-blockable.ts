import {
  type Address,
  formatAddress,
  isPublic,
  isWithin,
  parseNetwork,
} from '../../domain/network/address.ts';

/** Why it must not be blocked, for people; null when it may be. A list that cannot be read lets nothing be blocked. */
export function whyNotBlockable(address: Address, neverBlock: string): string | null {
  const written = formatAddress(address);
  if (!isPublic(address)) return `${written} is no address of one client on the internet`;
  for (const each of neverBlock.split(',')) {
    const network = parseNetwork(each);
    if (network === null) return `neverBlock has "${each}", which is no network`;
    if (isWithin(address, network)) return `${written} is in ${each}, which is never blocked`;
  }
  return null;
}
