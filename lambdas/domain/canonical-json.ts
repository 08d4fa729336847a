/** JSON with the keys of every object sorted, so that equal values give equal text. Undefined members are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (isPlainObject(member) ? sortKeys(member) : member));
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without a prototype, so that a key named `__proto__` is data as any other. */
function sortKeys(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const sorted: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(object).toSorted()) sorted[key] = object[key];
  return sorted;
}
