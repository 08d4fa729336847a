/** In its parts: names of resources are made of words and a short random end, and each part of them is short. */
const longRandomPart = 16;
/** In all, where separators stand within the randomness. */
const longRandom = 30;

/** What is no randomness: words, hashes, numbers. */
const telling = /[0-9a-f]{8,}|[0-9A-F]{8,}|[A-Z]?[a-z]{3,}|[A-Z]{4,}(?![a-z])|\d{5,}/g;

/**
 * Whether a word is made of what only keys are made of: capital and small letters and digits in no order, longer than the random ends of
 * resource names. Ids in one case (UUID, ULID, hashes, pods) are not.
 */
export function isRandom(word: string): boolean {
  let all = '';
  for (const part of word.split(/[-_./+=:]/)) {
    const residue = part.replace(telling, '');
    if (residue.length >= longRandomPart && isMixed(residue)) return true;
    all += residue;
  }
  return all.length >= longRandom && all.length * 2 >= word.length && isMixed(all);
}

/** As random bytes in base64 are, and paths, words and hashes are not. */
export function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}

/** The text that a word is the base64 of; null when it is of none. */
export function decodedBase64(word: string): string | null {
  const text = Buffer.from(word, 'base64').toString('utf8');
  return /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}\t\r\n]{8,}$/u.test(text) && !text.includes('\ufffd') ? text : null;
}
