import { textWithoutHidden } from '../records/text/visible-text.ts';
import { maskAddresses } from './addresses.ts';
import { maskEmails } from './emails.ts';
import { harmlessText, withoutTerminalSequences } from './harmless-text.ts';
import { maskNamedSecrets } from './named-secrets.ts';
import { personalNumbers, replacing } from './personal-numbers.ts';
import { plainView } from './plain-view.ts';
import { decodedBase64, isMixed, isRandom } from './random-text.ts';
import { placeholder } from './secret-values.ts';
import { vendorTokens } from './vendor-tokens.ts';

/** What is longer is cut before it is looked at, so that no text takes long. */
export const longestMasked = 8192;

export interface MaskingOptions {
  /** Whether an address is known as one of the user's machines. Left out: none is. */
  readonly keepsAddress?: (address: string) => boolean;
}

/** Most labels: nothing in it could be masked. */
const plainWord = /^(?:[A-Za-z][A-Za-z_.-]{0,14}|[a-z]{1,20}(?:[-_.][a-z]{1,20}){0,4})$/;

type Rule = (text: string) => string;

/** Every rule leaves what it wrote, and what the others wrote, alone. */
const secrets: readonly Rule[] = [
  replacing(
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    '<private-key>',
  ),
  replacing(/(?<![\w-])eyJ[\w-]{5,8000}(?:\.[\w-]{0,8000}){1,4}/g, '<jwt>'),
  (text) =>
    text.replace(
      /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>]{1,256}@/gi,
      (_, start) => `${start}<credentials>@`,
    ),
  maskNamedSecrets,
  (text) =>
    text.replace(
      /([?&](?:code|key|sig|state|auth|t|k|apikey|X-(?:Amz|Goog)-[\w-]{1,40})=)([^\s&"'<>]{1,4000})/gi,
      (found: string, start: string, value: string) =>
        /[?&][tk]=/i.test(start) && !isRandom(value) ? found : `${start}<secret>`,
    ),
  (text) =>
    text.replace(
      /\b(bearer|basic|digest|apikey|token|negotiate)(\s{1,5})([\w.~+/=-]{8,4000})/gi,
      (found: string, scheme: string, space: string, value: string) =>
        isPlainWord(value) ? found : `${scheme}${space}<secret>`,
    ),
  (text) =>
    text.replace(
      /((?<![\w-])(?:-u|--user)\s{1,3})[^\s:]{1,100}:\S{1,200}/g,
      (_, start) => `${start}<credentials>`,
    ),
  replacing(
    /(?<![A-Za-z0-9])(?:AKIA|ASIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
    '<aws-key>',
  ),
  replacing(vendorTokens, '<secret>'),
  replacing(/(?<![\w/+=.-])[A-Za-z0-9/+]{40}(?![\w/+=-])/g, '<secret>', isMixed),
  (text) => text.replace(/(?<![\w+/=-])[\w+/-]{16,4000}={0,2}(?![\w+/=-])/g, maskOpaque),
];

const mac = replacing(/(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])/gi, '<mac>');

/**
 * Text without personal data and secrets: each is replaced by what it was, such as `<email>`, however it is encoded. Masking twice
 * changes nothing more. What no form gives away (a name, a password in prose without its word) stays: logs are still not for everybody.
 */
export function maskText(text: string, options: MaskingOptions = {}): string {
  if (plainWord.test(text)) return text;
  const shown = text.slice(0, longestMasked);
  const asSent = maskPlain(shown, options);
  const bare = withoutHidden(shown);
  const masked = bare === shown ? asSent : withoutHiding(asSent, maskPlain(bare, options));
  const view = plainView(masked);
  if (view === masked) return masked;
  // Encoding is undone only where it hid something: else the text stays as it was sent.
  const viewed = maskPlain(view, options);
  return countMasked(viewed) > countMasked(masked) ? viewed : masked;
}

/** The same for whoever shows text from outside: besides, nothing in it is hidden and no terminal obeys it. */
export function maskVisible(text: string, options: MaskingOptions = {}): string {
  return harmlessText(maskText(withoutTerminalSequences(text), options));
}

function maskPlain(text: string, { keepsAddress = () => false }: MaskingOptions): string {
  let masked = text;
  // What one rule replaced may uncover the edge that another one asks for.
  for (let round = 0; round < 5; round += 1) {
    const before = masked;
    for (const rule of secrets) masked = rule(masked);
    masked = maskAddresses(mac(maskEmails(masked)), keepsAddress);
    for (const rule of personalNumbers) masked = rule(masked);
    if (masked === before) break;
  }
  return masked;
}

function withoutHidden(text: string): string {
  return textWithoutHidden(text).replace(/[^\P{Cc}\t\r\n]/gu, '');
}

/** Whoever hides characters in a secret, or at its beginning or end, gets them removed; elsewhere they stay, to be named. */
function withoutHiding(asSent: string, bare: string): string {
  const isHidden = (at: number) => asSent.charAt(at) !== '' && withoutHidden(asSent.charAt(at)) === '';
  const placed = [...asSent.matchAll(placeholder)];
  const hides =
    placed.some(({ index, 0: found }) => isHidden(index - 1) || isHidden(index + found.length)) ||
    countMasked(bare) > placed.length;
  return hides ? bare : asSent;
}

function countMasked(text: string): number {
  return text.match(placeholder)?.length ?? 0;
}

/** `Basic authentication`: prose, not a credential. */
function isPlainWord(value: string): boolean {
  return value.length < 20 && /^[A-Z]?[a-z]+[.,:]?$/.test(value);
}

/** Keys are random; base64 is looked into. */
function maskOpaque(word: string): string {
  const text = decodedBase64(word);
  if (text !== null) {
    const masked = maskPlain(text, {});
    return masked === text ? word : (masked.match(placeholder)?.[0] ?? '<secret>');
  }
  return word.length >= 20 && isRandom(word) ? '<secret>' : word;
}
