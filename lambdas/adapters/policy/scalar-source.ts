/**
 * Where the character `offset` of a YAML scalar's value stands in its source. Walks both together and skips what only
 * the source has: quotes, escapes, line breaks and indentation that YAML folds away.
 */
export function offsetInSource(source: string, value: string, offset: number): number {
  let at = isBlock(source) ? source.indexOf('\n') + 1 : 0;
  let last = at;
  for (let index = 0; index < value.length; index += 1) {
    const character = value.charAt(index);
    if (/\s/.test(character)) continue;
    const found = source.indexOf(character, at);
    if (found === -1) break;
    if (index >= offset) return found;
    last = found;
    at = found + 1;
  }
  return Math.min(last + 1, Math.max(source.length - 1, 0));
}

function isBlock(source: string): boolean {
  return /^[|>][^\n]*\n/.test(source);
}
