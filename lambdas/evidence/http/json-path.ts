/** What is at a path such as `data.items[0].value`; undefined when nothing is. Only a document's own members count. */
export function valueAtPath(document: unknown, path: string): unknown {
  const keys = path.match(/[^.[\]]+/g) ?? [];
  let value = document;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** A number, or a text that is one, as many endpoints write it; NaN for all else. */
export function numberAt(document: unknown, path: string): number {
  const value = valueAtPath(document, path);
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

/** Epoch milliseconds of ISO 8601, epoch seconds or epoch milliseconds; NaN for all else. */
export function timeAt(document: unknown, path: string): number {
  const value = valueAtPath(document, path);
  if (typeof value === 'string' && Number.isNaN(Number(value))) return Date.parse(value);
  const number = numberAt(document, path);
  // Seconds until the year 5138; milliseconds since 1973.
  return Math.abs(number) < 1e11 ? number * 1000 : number;
}
