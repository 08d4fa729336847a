import { createHash } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;

/** A ULID whose random half is made of `parts`: whoever repeats the work finds the same id. `at` is ISO 8601. */
export function deterministicUlid(at: string, ...parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  let random = '';
  // Five bits a character, out of ten bytes.
  for (let bit = 0; bit < 80; bit += 5) {
    const pair = ((digest[bit >> 3] ?? 0) << 8) | (digest[(bit >> 3) + 1] ?? 0);
    random += alphabet.charAt((pair >> (11 - (bit & 7))) & 31);
  }
  return timePart(at) + random;
}

/** When something with such an id came, ISO 8601 UTC: `inc_01KATZ…`. */
export function timeOfId(id: string): string {
  const time = id.slice(id.indexOf('_') + 1).slice(0, timeLength);
  const ms = time.split('').reduce((value, letter) => value * 32 + Math.max(0, alphabet.indexOf(letter)), 0);
  return new Date(ms).toISOString();
}

/** The half that tells the time: ULIDs of different instants differ in it. */
export function timePart(at: string): string {
  let text = '';
  for (let rest = Math.max(0, Date.parse(at) || 0); text.length < timeLength; rest = Math.floor(rest / 32))
    text = alphabet.charAt(rest % 32) + text;
  return text;
}
