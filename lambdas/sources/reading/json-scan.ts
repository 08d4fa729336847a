/** Shorter texts cannot hold enough to cost anything. */
const shortText = 64 * 1024;
const mostValues = 1_000_000;
const mostLevels = 200;

/**
 * Why a JSON text is not worth parsing, before it is: millions of values, or lists within lists without end, become many times their size
 * in memory. Null for what people send. Reads each character once.
 */
export function whyCostly(text: string): string | null {
  if (text.length < shortText) return null;
  let values = 0;
  let level = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === ',') values += 1;
    else if (character === '}' || character === ']') level -= 1;
    else if (character === '{' || character === '[') {
      values += 1;
      level += 1;
      if (level > mostLevels) return `it has more than ${mostLevels} levels`;
    }
    if (values > mostValues) return `it holds more than ${mostValues} values`;
  }
  return null;
}

/** A member's text, null as it is, and false for any other value. */
export type ScannedMember = string | null | false;

/**
 * The members of these names at the top of a JSON object, without parsing the rest: for checking a sender who is not known yet. The last
 * of two with one name counts, as for a parser. Empty when it is no object.
 */
export function topLevelMembers(
  text: string,
  names: ReadonlySet<string>,
): Readonly<Record<string, ScannedMember>> {
  const members: Record<string, ScannedMember> = {};
  const start = /^\ufeff?\s{0,1000}\{/.exec(text)?.[0].length;
  if (start === undefined) return members;
  let level = 1;
  let name: string | null = null;
  for (let at = start; at < text.length && level > 0; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      const isName = level === 1 && name === null;
      if (isName) name = stringAt(text, at, end);
      else if (level === 1 && name !== null && names.has(name))
        members[name] = stringAt(text, at, end) ?? false;
      at = end;
    } else if (character === '{' || character === '[') {
      if (level === 1 && name !== null && names.has(name)) members[name] = false;
      level += 1;
    } else if (character === '}' || character === ']') level -= 1;
    else if (level === 1 && character === ',') name = null;
    else if (level === 1 && name !== null && names.has(name) && /[\w.+-]/.test(character ?? '')) {
      const word = /[\w.+-]{1,40}/y;
      word.lastIndex = at;
      const literal = word.exec(text)?.[0] ?? '';
      members[name] = literal === 'null' ? null : false;
      at += literal.length - 1;
    }
  }
  return members;
}

/** Where the quote closes that opens here; the end of the text when it does not. */
function endOfString(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - backslashes - 1] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}

/** Null when it is not written as JSON writes a string. */
function stringAt(text: string, open: number, close: number): string | null {
  try {
    const value: unknown = JSON.parse(text.slice(open, close + 1));
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
