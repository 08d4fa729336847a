/** What masking writes. A label's value keeps apart from others by what follows the hyphen. */
export const placeholder =
  /<(?:aws-key|card|credentials|email|iban|id-number|ip|jwt|mac|phone|private-key|secret)(?:-[0-9a-f]{4})?>/g;
const onlyPlaceholder = new RegExp(`^(?:${placeholder.source})`);

/** What is said of a secret, and is none. */
const remarks =
  /^(?:absent|accepted|and|are|bad|be|by|cannot|changed|could|denied|does|empty|error|errors|expired|expires|fail|failed|failing|failure|false|for|from|has|have|in|incorrect|invalid|is|issue|issued|latency|length|malformed|mismatch|missing|must|needs|no|none|not|null|of|ok|old|on|or|outdated|problem|rate|refused|rejected|renewed|required|requests|reset|revoked|rotated|rotation|too|true|undefined|unknown|unset|up|used|valid|was|weak|will|with|wrong)$/i;

/** How a value stands behind its name: `prose` after a word or a colon and a space, `pair` right after a sign or in quotes. */
export type Standing = 'prose' | 'pair';

/** Names that as often say what a sentence is about: `auth: p99 is 3 s`. */
const ambiguous = /^(?:auth|pass|pin|sid|sig|pat|pw|authorization|cookie)$/i;

/** Whether a value that stands behind a secret's name is the secret, rather than what a sentence says of it. */
export function isSecretValue(name: string, value: string, standing: Standing): boolean {
  const word = value.replace(/[.,;:!?)\]}]{1,5}$/, '');
  if (word === '' || onlyPlaceholder.test(value)) return false;
  if (remarks.test(word) || /^p\d{2,3}$/i.test(word)) return false;
  if (!ambiguous.test(name)) return true;
  return standing === 'pair' ? !/^[a-z]{2,12}$/.test(word) : looksSecret(word);
}

/** As a password or a key does, and words, measures and versions do not. */
export function looksSecret(word: string): boolean {
  if (word.length < 4 || /^(?:[a-z]+:\/\/|arn:|\/)/i.test(word)) return false;
  if (/^\d+$/.test(word)) return word.length <= 8 && word.length >= 4;
  if (/^[v~<>≥≤]?\d+(?:[.,:-]\d+)*[a-zA-Z%°]{0,7}$/.test(word)) return false;
  if (/^[A-Za-z]+(?:[-_.][A-Za-z0-9]+)+$/.test(word) && !/[a-z]\d[a-z]/i.test(word)) return false;
  return /[A-Za-z]/.test(word) && /[\d!@#$%^&*+=?~]/.test(word);
}
