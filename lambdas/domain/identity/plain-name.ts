import { contentHash } from '../content-hash.ts';
import { readableText } from '../records/text/visible-text.ts';

/** As long as a label of DNS; of a longer name the end becomes a hash, so that two of them never are one. */
const longest = 63;

/**
 * One spelling of a name in any script: `Fraud Check`, `fraud_check` and `ＦＲＡＵＤ－ＣＨＥＣＫ` are `fraud-check`. Null when nothing is
 * named.
 */
export function plainName(text: string): string | null {
  const parts = readableText(text).normalize('NFKC').toLowerCase();
  const name = (parts.match(/[\p{L}\p{M}\p{N}\p{So}]+/gu) ?? []).join('-');
  if (name.length <= longest) return name || null;
  return `${name.slice(0, longest - 11).toWellFormed()}-${contentHash(name).slice(0, 10)}`;
}
