import { whyCostly } from './json-scan.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

const nothing: JsonObject = Object.freeze({});

/** The value of a JSON text, or undefined when it is none or too costly. Integers above 2^53 come as their digits. */
export function parseJson(text: string): unknown {
  if (whyCostly(text) !== null) return undefined;
  try {
    return /\d{16}/.test(text) ? JSON.parse(text, keepLongIntegers) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keepLongIntegers(_key: string, value: unknown, context?: { source?: string }): unknown {
  const exact = typeof value !== 'number' || Number.isSafeInteger(value) || !Number.isInteger(value);
  return exact ? value : (context?.source ?? value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or an empty one: so that reading continues where a sender left a part out. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : nothing;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value at a dotted path of own properties; undefined when any part is missing. */
export function at(value: unknown, path: string): unknown {
  let found: unknown = value;
  for (const key of path.split('.')) {
    if (Array.isArray(found)) found = found[Number(key)];
    else if (isObject(found) && Object.hasOwn(found, key)) found = found[key];
    else return undefined;
  }
  return found;
}

/** No field is longer that an alert keeps: what follows would only cost time where patterns read it. */
const longestField = 16_384;

/** The text of a string, number or boolean, cut where it is endless; null when it is empty or something else. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return wholeText(value.slice(0, longestField));
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return typeof value === 'boolean' ? String(value) : null;
}

/** A text in its whole length: what wraps other content. */
export function wholeText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** The first text among the values at these paths. */
export function textAt(value: unknown, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    const text = textOf(at(value, path));
    if (text !== null) return text;
  }
  return null;
}

/** The scalars of an object as texts: labels. */
export function textsOf(value: unknown): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, member] of Object.entries(objectOf(value))) {
    const text = textOf(member);
    if (text !== null && key !== '__proto__') texts[key] = text;
  }
  return texts;
}

/** `[{name, value}]` as labels; the first letters may be upper-case. */
export function namedValues(list: unknown): Record<string, string> {
  const pairs = listOf(list).map((entry) => [textAt(entry, 'name', 'Name'), textAt(entry, 'value', 'Value')]);
  return textsOf(Object.fromEntries(pairs));
}

/** The value with every text cut where it is endless, before the user's own expressions read it. */
export function withCutTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, longestField);
  if (Array.isArray(value)) return value.map(withCutTexts);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withCutTexts(member)]));
}
