const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const quotes = '"\'`';

export interface Unbalanced {
  /** Of the character that has no partner. */
  readonly offset: number;
  readonly problem: string;
}

/**
 * The first bracket or quote of a query that is not closed, or closes nothing; null when all are paired. Quoted text and what follows
 * a `#` are skipped.
 */
export function unbalancedAt(query: string): Unbalanced | null {
  const open: { readonly character: string; readonly offset: number }[] = [];
  for (let offset = 0; offset < query.length; offset += 1) {
    const character = query.charAt(offset);
    if (quotes.includes(character)) {
      const end = endOfQuote(query, offset);
      if (end === null) return { offset, problem: `a quote is opened with ${character} and never closed` };
      offset = end;
    } else if (character === '#') {
      const end = query.indexOf('\n', offset);
      offset = end === -1 ? query.length : end;
    } else if (character in closing) {
      open.push({ character, offset });
    } else if (Object.values(closing).includes(character)) {
      const last = open.pop();
      if (last === undefined) return { offset, problem: `"${character}" closes nothing` };
      if (closing[last.character] !== character) {
        return {
          offset,
          problem: `"${character}" stands where "${closing[last.character]}" must close "${last.character}"`,
        };
      }
    }
  }
  const last = open.at(-1);
  return last === undefined
    ? null
    : { offset: last.offset, problem: `"${last.character}" is opened and never closed` };
}

/** Between backticks nothing is escaped. */
function endOfQuote(query: string, start: number): number | null {
  const quote = query.charAt(start);
  for (let at = start + 1; at < query.length; at += 1) {
    if (query.charAt(at) === quote) return at;
    if (query.charAt(at) === '\\' && quote !== '`') at += 1;
  }
  return null;
}
