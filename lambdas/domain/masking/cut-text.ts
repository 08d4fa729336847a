/** Longer than any word: what is cut within it stays. */
const longestWord = 400;

/** The beginning of a text. What the cut left of a word goes with it: half a secret has no form by which to know it. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  for (let end = maxLength; end > Math.max(0, maxLength - longestWord); end -= 1) {
    if (/\s/.test(text.charAt(end - 1))) return text.slice(0, end);
  }
  return text.slice(0, maxLength);
}
