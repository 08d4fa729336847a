export type Variables = ReadonlyMap<string, string>;

const placeholder = /\{\{([^{}]*)\}\}/g;

/** Names of the variables in a text: `Bearer {{token}}` has `token`. */
export function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, name = '']) => name);
}

/** With each variable in its place. What is put in is not looked at again. */
export function fillText(
  text: string,
  variables: Variables,
  encode: (value: string) => string = String,
): string {
  return text.replaceAll(placeholder, (_, name: string) => encode(variables.get(name) ?? ''));
}

/** The texts in a value of JSON with each variable in its place. */
export function fillJson(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return fillText(value, variables);
  if (Array.isArray(value)) return value.map((each) => fillJson(each, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fillJson(each, variables)]));
}

/** Every text in a value of JSON. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What people may read: without what was put in, however short. */
export function maskText(text: string, variables: Variables): string {
  const values = [...variables.values()].filter((value) => value !== '');
  return values
    .toSorted((a, b) => b.length - a.length)
    .reduce((masked, value) => masked.replaceAll(value, '***'), text);
}
