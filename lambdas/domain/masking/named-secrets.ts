import { isSecretName } from './secret-names.ts';

/** `name=value`, `"name": "value"`, also inside a JSON text that is itself a JSON string, with as many backslashes as that takes. */
const named = /(?<![\w$])([A-Za-z_$][\w$.-]{0,99})((?:\\*["'])?\s{0,5}(?:=>|[=:])\s{0,5})(\\*["'])?/g;
/** `<password>value</password>` */
const element = /<([A-Za-z_][\w:.-]{0,99})>[^<]+(?=<\/\1>)/g;
/** Values that go on to the end of the line: schemes, several cookies. */
const wholeLine = /authorization|cookie/i;
/** One more word belongs to the value: `Bearer abc`. */
const scheme = /^(?:bearer|basic|digest|token|apikey|negotiate|aws4-hmac-sha256)\s+/i;

/** Replaces the values of names that tell a secret by `<secret>`. */
export function maskNamedSecrets(text: string): string {
  const source = text.replace(element, (found, name: string) =>
    isSecretName(name) ? `<${name}><secret>` : found,
  );
  let masked = '';
  let from = 0;
  for (const match of source.matchAll(named)) {
    const [whole, name = '', , quote] = match;
    const start = match.index + whole.length;
    if (match.index < from || !isSecretName(name)) continue;
    const end = quote === undefined ? endOfBareValue(source, start, name) : endOfQuoted(source, start, quote);
    if (end === start) continue;
    masked += `${source.slice(from, start)}<secret>`;
    from = end;
  }
  return masked + source.slice(from);
}

function endOfBareValue(text: string, start: number, name: string): number {
  const rest = text.slice(start);
  if (wholeLine.test(name)) return start + (/^[^\n\r"'\\]*/.exec(rest)?.[0].length ?? 0);
  const ahead = scheme.exec(rest)?.[0].length ?? 0;
  return start + ahead + (/^[^\s&;"']*/.exec(rest.slice(ahead))?.[0].length ?? 0);
}

/** Where the quote closes; a quote with more backslashes before it is part of the value. Without one, the end of the text. */
function endOfQuoted(text: string, start: number, quote: string): number {
  const mark = quote.slice(-1);
  const depth = quote.length - 1;
  for (let at = text.indexOf(mark, start); at !== -1; at = text.indexOf(mark, at + 1)) {
    let backslashes = 0;
    while (at - backslashes - 1 >= start && text[at - backslashes - 1] === '\\') backslashes += 1;
    if (backslashes === depth) return at - depth;
    // A value that itself ends in a backslash: an even number more are pairs, as JSON writes them.
    if (depth === 0 && backslashes % 2 === 0) return at;
  }
  return text.length;
}
