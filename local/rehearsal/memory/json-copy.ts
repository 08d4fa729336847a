/** What a store would give back: no shared references, no `undefined`; frozen, so that it can be given to everybody. */
export function jsonCopy<T>(value: T): T {
  const copy: T = JSON.parse(JSON.stringify(value));
  freeze(copy);
  return copy;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const member of Object.values(value)) freeze(member);
  Object.freeze(value);
}
