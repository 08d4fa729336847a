import type { Json } from '../values/json.ts';

/** Thrown for what has no JSON form: functions, regular expressions. */
export class UnsupportedValueError extends Error {
  override readonly name = 'UnsupportedValueError';
}

/** How JSONata marks arrays that it made itself; a marked array behaves differently in the next expression. */
const SEQUENCE_MARKS = ['sequence', 'keepSingleton', 'outerWrapper', 'tupleStream'] as const;

/** A JSONata result as plain JSON: without marks, and sharing every part that needs no change. */
export function plainValue(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return plainNumber(value);
  if (Array.isArray(value)) return plainArray(value);
  if (typeof value === 'object') return plainObject(value);
  throw new UnsupportedValueError(typeof value);
}

/** What JSON has no number for becomes its name, as on AWS: `1/0` is "Infinity". */
function plainNumber(value: number): number | string {
  if (!Number.isFinite(value)) return String(value);
  return value === 0 ? 0 : value;
}

function plainArray(items: Json[]): Json {
  let changed = SEQUENCE_MARKS.some((mark) => mark in items);
  const plain = items.map((item) => {
    const plainItem = plainValue(item);
    changed ||= plainItem !== item;
    return plainItem;
  });
  return changed ? plain : items;
}

function plainObject(object: object): Json {
  if ('_jsonata_function' in object || '_jsonata_lambda' in object)
    throw new UnsupportedValueError('function');
  const entries: Record<string, Json | undefined> = { ...object };
  const plain: Record<string, Json> = {};
  for (const [key, value] of Object.entries(entries)) {
    if (value !== undefined) plain[key] = plainValue(value);
  }
  return plain;
}
