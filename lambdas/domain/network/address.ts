/** One address of the internet protocol, as a number of 32 or 128 bits. */
export interface Address {
  readonly version: 4 | 6;
  readonly bits: bigint;
}

/** Addresses that begin with the same bits. */
export interface Network extends Address {
  readonly prefix: number;
}

/** Null for anything but one address: no zone, no port, no list, no leading zeros, no IPv4 within IPv6. */
export function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** `198.51.100.0/24`, an address alone is one of its own. Null for anything else, and where bits are set behind the prefix. */
export function parseNetwork(text: string): Network | null {
  const [, of = '', given] = /^([0-9a-fA-F.:]{2,45})(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = parseAddress(of);
  if (address === null) return null;
  const prefix = given === undefined ? widthOf(address) : Number(given);
  if (prefix > widthOf(address)) return null;
  const hostBits = BigInt(widthOf(address) - prefix);
  return (address.bits >> hostBits) << hostBits === address.bits ? { ...address, prefix } : null;
}

export function isWithin(address: Address, network: Network): boolean {
  if (address.version !== network.version) return false;
  const hostBits = BigInt(widthOf(network) - network.prefix);
  return address.bits >> hostBits === network.bits >> hostBits;
}

/** In lower case and as short as it gets, so that one address is always written in the same way. https://www.rfc-editor.org/rfc/rfc5952 */
export function formatAddress({ version, bits }: Address): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  const zeros = [...groups.join(':').matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)].map(([run]) => run);
  const longest = zeros.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return groups.join(':');
  const [before, after] = splitOnce(groups.join(':'), longest);
  return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`;
}

export function widthOf({ version }: Pick<Address, 'version'>): number {
  return version === 4 ? 32 : 128;
}

/** What no client on the internet has. https://www.iana.org/assignments/iana-ipv4-special-registry */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
].flatMap((text) => parseNetwork(text) ?? []);

/** Unicast of the internet, and within it what stands for other addresses: Teredo and 6to4. https://www.iana.org/assignments/iana-ipv6-special-registry */
const [public6, ...special6] = ['2000::/3', '2001::/32', '2002::/16'].flatMap(
  (text) => parseNetwork(text) ?? [],
);

/** Whether it can be one client on the internet: not private, of a carrier's own, link-local, multicast or reserved. */
export function isPublic(address: Address): boolean {
  if (address.version === 4) return !special4.some((network) => isWithin(address, network));
  return (
    public6 !== undefined &&
    isWithin(address, public6) &&
    !special6.some((network) => isWithin(address, network))
  );
}

function parseIpv4(text: string): Address | null {
  const octets = text.split('.');
  const isOne =
    octets.length === 4 && octets.every((each) => /^(?:0|[1-9]\d{0,2})$/.test(each) && Number(each) <= 255);
  if (!isOne) return null;
  return { version: 4, bits: octets.reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n) };
}

function parseIpv6(text: string): Address | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { version: 6, bits: groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n) };
}

function splitOnce(text: string, by: string): readonly [string, string] {
  const at = new RegExp(`(?<![0-9a-f])${by}(?![0-9a-f])`).exec(text)?.index ?? 0;
  return [text.slice(0, at), text.slice(at + by.length)];
}
