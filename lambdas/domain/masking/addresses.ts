function isIpv4(text: string): boolean {
  const octets = text.split('.');
  return octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255);
}

/** Whether it is an IPv6 address, without a zone; the end may be written as IPv4. https://www.rfc-editor.org/rfc/rfc4291#section-2.2 */
function isIpv6(text: string): boolean {
  const [, head = '', tail = ''] = /^(.*:)([^:]*\.[^:]*)$/.exec(text) ?? [];
  if (tail !== '') return isIpv4(tail) && isIpv6(`${head}0:0`);
  const halves = text.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8;
}

/** No person's: private, shared by a carrier, link-local, loopback, unspecified. https://www.iana.org/assignments/iana-ipv4-special-registry */
const inside4 =
  /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const inside6 = /^(?:f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|::1?$)/i;

/** Whether an address can only be of a machine within a network: it tells an engineer which, and nobody who a person is. */
function isInsideAddress(text: string): boolean {
  const mapped = /^::ffff:([\d.]+)$/i.exec(text)?.[1];
  return text.includes(':') && mapped === undefined ? inside6.test(text) : inside4.test(mapped ?? text);
}

const ipv4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)/g;
const ipv6 = /(?<![\w:.])[0-9a-f]{0,4}:[0-9a-f:.]{1,44}(?![\w])/gi;
/** Four numbers are a version after such a word. */
const version = /(?:version|release|build|tag|ver\.?|chrome|edge|safari)[ :=/]{1,2}$/i;

/** Replaces addresses by `<ip>`, except those within a network and those that `keeps` knows as the user's machines. */
export function maskAddresses(text: string, keeps: (address: string) => boolean): string {
  return replaceAddresses(text, (address) => isInsideAddress(address) || keeps(address));
}

/** Replaces addresses by `<ip>`, except those of which this is asked. */
export function replaceAddresses(text: string, keeps: (address: string) => boolean): string {
  return text
    .replace(ipv6, (found) => maskIpv6(found, keeps))
    .replace(ipv4, (found, at: number) => {
      const stays = !isIpv4(found) || keeps(found) || version.test(text.slice(Math.max(0, at - 12), at));
      return stays ? found : '<ip>';
    });
}

/** The addresses in a text. */
export function addressesIn(text: string): readonly string[] {
  const six = (text.match(ipv6) ?? []).map(withoutEnd).filter(isIpv6);
  return [...(text.match(ipv4) ?? []).filter(isIpv4), ...six];
}

function withoutEnd(found: string): string {
  return found.replace(/[.:]$/, (end) => (found.endsWith('::') ? end : ''));
}

function maskIpv6(found: string, keeps: (address: string) => boolean): string {
  const address = withoutEnd(found);
  const isAddress = isIpv6(address) && /[0-9a-f]/i.test(address);
  if (!isAddress || keeps(address)) return found;
  return `<ip>${found.slice(address.length)}`;
}
