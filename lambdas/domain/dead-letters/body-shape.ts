import { objectIn } from './shapes/json-parts.ts';

const deepest = 3;
const mostKeys = 12;

/** What a payload is made of, without anything that it says: `{amount: number, lines: [{id: text}]}`. Keys may be data too, so odd ones are hidden. */
export function bodyShape(payload: string): string {
  if (payload.trim() === '') return 'empty';
  try {
    return shapeOf(JSON.parse(payload), 0);
  } catch {
    return /^\s*[{[]/.test(payload) ? 'broken JSON' : /^\s*</.test(payload) ? 'XML' : 'text';
  }
}

function shapeOf(value: unknown, depth: number): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${shapeOf(value[0], depth + 1)}]`;
  const object = objectIn(value);
  if (object === null) return typeof value === 'string' ? 'text' : typeof value;
  if (depth >= deepest) return '{…}';
  const keys = Object.keys(object).sort();
  const shown = keys
    .slice(0, mostKeys)
    .map(
      (key) =>
        `${/^[A-Za-z_][A-Za-z_.-]{0,30}$/.test(key) ? key : '<key>'}: ${shapeOf(object[key], depth + 1)}`,
    );
  const more = keys.length - shown.length;
  return `{${[...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ')}}`;
}
