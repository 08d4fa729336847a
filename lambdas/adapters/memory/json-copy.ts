/** What a store would give back: no shared references, no `undefined`. */
export function jsonCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
