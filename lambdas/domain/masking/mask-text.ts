import { isCardNumber, isIban, isIpv4, isIpv6 } from './checked-numbers.ts';
import { maskNamedSecrets } from './named-secrets.ts';

/** What is longer is cut before it is looked at, so that no text takes long. */
export const longestMasked = 8192;

type Rule = (text: string) => string;

function replacing(pattern: RegExp, by: string, holds: (found: string) => boolean = () => true): Rule {
  return (text) => text.replace(pattern, (found: string) => (holds(found) ? by : found));
}

/** Tokens that vendors mark by how they begin. */
const vendorTokens = new RegExp(
  [
    String.raw`(?:gh[pousr]_|github_pat_|glpat-|npm_|dop_v1_)[\w-]{16,}`,
    String.raw`xox[abeoprs]-[\w-]{10,}`,
    String.raw`(?:sk|rk|pk)_(?:live|test)_\w{8,}`,
    String.raw`whsec_[\w+/=-]{16,}`,
    String.raw`sk-[\w-]{20,}`,
    String.raw`AIza[\w-]{35}`,
    String.raw`ya29\.[\w-]{10,}`,
    String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
    String.raw`hooks\.slack\.com/services/[\w/]+`,
  ]
    .map((each) => `(?:${each})`)
    .join('|'),
  'g',
);

/** Every rule leaves what it wrote, and what the others wrote, alone. */
const rules: readonly Rule[] = [
  replacing(
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    '<private-key>',
  ),
  replacing(/(?<![\w-])eyJ[\w-]{5,}(?:\.[\w-]*){1,4}/g, '<jwt>'),
  (text) =>
    text.replace(
      /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>]{1,256}@/gi,
      (_, start) => `${start}<credentials>@`,
    ),
  maskNamedSecrets,
  (text) =>
    text.replace(
      /([?&](?:code|key|sig|state|auth|X-Amz-[\w-]+)=)[^\s&"'<>]+/gi,
      (_, start) => `${start}<secret>`,
    ),
  (text) =>
    text.replace(
      /\b(bearer|basic|digest|apikey|token|negotiate)(\s{1,5})([\w.~+/=-]{8,})/gi,
      (found: string, scheme: string, space: string, value: string) =>
        isPlainWord(value) ? found : `${scheme}${space}<secret>`,
    ),
  replacing(
    /(?<![A-Za-z0-9])(?:AKIA|ASIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
    '<aws-key>',
  ),
  replacing(vendorTokens, '<secret>'),
  replacing(/(?<![\w/+=.-])[A-Za-z0-9/+]{40}(?![\w/+=-])/g, '<secret>', isMixed),
  replacing(
    /[\p{L}\p{N}._%+'~-]{1,64}(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}\p{N}-]{1,63}/gu,
    '<email>',
  ),
  replacing(/(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])/gi, '<mac>'),
  (text) => text.replace(/(?<![\w:.])[0-9a-f]{0,4}:[0-9a-f:.]{1,44}(?![\w])/gi, maskIpv6),
  replacing(/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)/g, '<ip>', isIpv4),
  replacing(
    /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g,
    '<iban>',
    isIban,
  ),
  replacing(/(?<![\w.-])[2-6](?:[ -]?\d){12,18}(?![\w-])/g, '<card>', isCardNumber),
  replacing(/(?<![\w.-])\d{3}-\d{2}-\d{4}(?![\w-])/g, '<id-number>'),
  replacing(/(?<![\w.+-])(?:\+|00)[1-9](?:[ .()-]{0,2}\d){7,14}(?![\w-])/g, '<phone>'),
  replacing(/(?<![\w.-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])/g, '<phone>'),
];

/**
 * Text without personal data and secrets: each is replaced by what it was, such as `<email>`. Masking twice changes
 * nothing more. What no form gives away (a name, a password in prose) stays: logs are still not for everybody.
 */
export function maskText(text: string): string {
  let masked = text.slice(0, longestMasked);
  // What one rule replaced may uncover the edge that another one asks for.
  for (let round = 0; round < 5; round += 1) {
    const before = masked;
    for (const rule of rules) masked = rule(masked);
    if (masked === before) break;
  }
  return masked;
}

/** `Basic authentication`: prose, not a credential. */
function isPlainWord(value: string): boolean {
  return value.length < 20 && /^[A-Z]?[a-z]+[.,:]?$/.test(value);
}

/** As random bytes in base64 are, and paths, words and hashes are not. */
function isMixed(found: string): boolean {
  return /[a-z]/.test(found) && /[A-Z]/.test(found) && /\d/.test(found);
}

function maskIpv6(found: string): string {
  const address = found.replace(/[.:]$/, (end) => (found.endsWith('::') ? end : ''));
  const isAddress = isIpv6(address) && /[0-9a-f]/i.test(address);
  return isAddress ? `<ip>${found.slice(address.length)}` : found;
}
