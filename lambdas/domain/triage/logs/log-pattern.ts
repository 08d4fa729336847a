import { replaceAddresses } from '../../masking/addresses.ts';
import { clippedLine, withoutTerminalSequences } from '../../masking/harmless-text.ts';
import { maskVisible } from '../../masking/mask-text.ts';

const longestPattern = 240;
const longestSample = 400;
/** A message is cut to this before it is masked; what the cut left of a word is dropped, as half a secret has no form. */
const longestMessage = 2000;

/** Quoted names of the program itself tell errors apart; quoted data does not. */
const codeTerms =
  /(?:\b(?:reading|setting|property|properties|attribute|key|column|field|function|module|method|table|relation|parameter|variable|name|type|import|argument|class|header|named|called)|\w*(?:Error|Exception):)\s$/i;
/** A status of HTTP says what is wrong: it is not just a number. */
const statusTerms = /\b(?:status|code|http(?:\/\d(?:\.\d)?)?)\W{0,3}$/i;
const identifier = /^[A-Za-z_$][A-Za-z_$.]{0,40}$/;

const steps: readonly ((text: string) => string)[] = [
  (text) => text.replace(/<(?:card|phone|id-number)>/g, '<num>'),
  (text) => replaceAddresses(text, () => false),
  (text) =>
    text.replace(/(["'`])((?:(?!\1).){1,200})\1/g, (found, quote: string, inner: string, at: number) => {
      const isName = identifier.test(inner) && codeTerms.test(text.slice(Math.max(0, at - 30), at));
      return isName ? found : `${quote}<str>${quote}`;
    }),
  (text) =>
    text.replace(
      /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?\b|\b\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:[\d:]{8}(?: [+-]\d{4})?|\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?Z?\b/g,
      '<time>',
    ),
  (text) => text.replace(/(\bhttps?:\/\/[^\s/?#"'<>]+)[/?#][^\s"'<>,;)]*/gi, '$1<path>'),
  (text) =>
    text.replace(
      /(?<![\w/<>])[A-Za-z]:\\[^\s"'<>|]+|(?<![\w/<.~])(?:~|\.{1,2})?(?:\/[\w.@%~+=$-]+){2,}\/?(?:\?[^\s"'<>]*)?/g,
      '<path>',
    ),
  (text) =>
    text.replace(
      /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b0x[0-9a-f]+\b|\b(?=[a-f]*\d)[0-9a-f]{8,}\b/gi,
      (id) => (/^\d+$/.test(id) ? id : '<id>'),
    ),
  (text) => text.replace(/(?<![\w<-])[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*(?![\w>])/g, maskId),
  (text) =>
    text.replace(/(?<![A-Za-z0-9_.])[-+]?\d+(?:[.,]\d+)*/g, (number, at: number) =>
      /^[1-5]\d\d$/.test(number) && statusTerms.test(text.slice(Math.max(0, at - 20), at)) ? number : '<num>',
    ),
  (text) => text.replace(/(<(?:num|id|str|ip|email)>)(?:[,;]? ?\1)+/g, '$1 …'),
];

/**
 * The message with `<num>`, `<id>`, `<time>`, `<path>`, `<str>` and what masking wrote for what varies, so that
 * messages of the same cause become the same text; and the message itself, masked. Both are one harmless line.
 */
export function patternOf(message: string): { readonly pattern: string; readonly sample: string } {
  const sample = maskVisible(withoutTornEnd(withoutTerminalSequences(message.slice(0, longestMessage * 4))));
  const pattern = steps.reduce((text, step) => step(text), sample.replace(/\s+/g, ' ').trim());
  return { pattern: clippedLine(pattern, longestPattern), sample: clippedLine(sample, longestSample) };
}

function withoutTornEnd(text: string): string {
  if (text.length <= longestMessage) return text;
  return text.slice(0, longestMessage).replace(/\S{0,200}$/, '');
}

/** `user_8f2k19`, `req-1234` with letters in between: an id. `S3`, `v57`, `utf8`, `350ms`: words. */
function maskId(word: string): string {
  const digits = word.replaceAll(/\D/g, '').length;
  if (/^\d+(?:\.\d+)?[A-Za-z]{1,3}$/.test(word)) return word;
  if (digits < 3 || digits === word.length || !/[A-Za-z]/.test(word)) return word;
  // A name and a number, such as `order-1234`: the name stays.
  if (/^[A-Za-z]+(?:[_-][A-Za-z]+)*[_-]\d+$/.test(word)) return word.replace(/\d+$/, '<num>');
  return '<id>';
}
