/** Such as `/items/0/name`; the empty text is the whole. */
export const jsonPointerPattern = /^(\/([^/~]|~[01])*)*$/;

/** What a JSON Pointer leads to; undefined when nothing is there. https://www.rfc-editor.org/rfc/rfc6901 */
export function atPointer(document: unknown, pointer: string): unknown {
  let value = document;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}
