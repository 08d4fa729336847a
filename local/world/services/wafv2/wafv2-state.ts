import type { Scenario } from '../../scenario/scenario.ts';
import { type Span, spansIn } from '../../signals/account-view.ts';

export interface IpSet {
  readonly name: string;
  readonly id: string;
  readonly version: 'IPV4' | 'IPV6';
  description: string;
  addresses: readonly string[];
  /** Counts the changes: the token is made of it. */
  changes: number;
  /** Oldest first. */
  readonly history: { readonly addresses: readonly string[]; readonly at: string }[];
}

export interface WafState {
  readonly ipSets: IpSet[];
  readonly attacks: { readonly address: string; readonly at: string }[];
}

export function seedWaf({ ipSets }: Scenario, startedAtMs: number): WafState {
  return {
    ipSets: ipSets.map(({ addresses, ...set }) => ({
      ...set,
      description: 'What Firebreak blocks',
      addresses,
      changes: 0,
      history: [{ addresses, at: new Date(startedAtMs - 86_400_000).toISOString() }],
    })),
    attacks: [],
  };
}

export function findIpSet({ ipSets }: WafState, name: string, id: string): IpSet | undefined {
  return ipSets.find((set) => set.name === name && set.id === id);
}

export function setAddresses(set: IpSet, addresses: readonly string[], atMs: number): void {
  set.addresses = addresses;
  set.changes += 1;
  set.history.push({ addresses, at: new Date(atMs).toISOString() });
}

/** When its requests got through: no set had it. */
export function attackSpans({ ipSets, attacks }: WafState, address: string): readonly Span[] {
  const attack = attacks.find((one) => one.address === address);
  if (attack === undefined) return [];
  const from = Date.parse(attack.at);
  const blocked = (addresses: readonly string[]) => addresses.some((each) => each.split('/')[0] === address);
  const [history = []] = ipSets.map((set) => set.history);
  return spansIn(history, ({ addresses }) => (blocked(addresses) ? 0 : 1)).flatMap((span) =>
    span.until > from ? [{ ...span, from: Math.max(span.from, from) }] : [],
  );
}
