import { formatAddress, parseAddress } from '../../domain/network/address.ts';
import type { Affected, Evidence } from '../../domain/records/evidence.ts';
import { whyNotBlockable } from './why-not-blockable.ts';

/** Fewer failed requests are nobody's attack. */
const leastErrors = 100;
/** So many times those of the next one. */
const leastRatio = 5;

export type Loudest =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly reason: string };

/** The one address whose requests fail far more often than anybody else's, out of the logs; it may be blocked. */
export function loudestAddress(evidence: readonly Evidence[], neverBlock: string): Loudest {
  const refuse = (reason: string): Loudest => ({ ok: false, reason });
  const affected = evidence
    .flatMap((each) => ('dimensions' in each ? each.dimensions : []))
    .find(({ dimension }) => dimension === 'address');
  if (affected === undefined) return refuse('the logs do not tell which addresses requests come from');
  const [first, second] = affected.most;
  if (first === undefined || !standsOut(first, second)) {
    return refuse('no address stands out by its failed requests');
  }
  const address = parseAddress(first.value);
  if (address === null) return refuse('what the logs call the address of most failed requests is none');
  const why = whyNotBlockable(address, neverBlock);
  return why === null ? { ok: true, address: formatAddress(address) } : refuse(why);
}

type Named = Affected['most'][number];

function standsOut({ errors }: Named, next: Named | undefined): boolean {
  return errors >= leastErrors && errors >= leastRatio * (next?.errors ?? 0);
}
