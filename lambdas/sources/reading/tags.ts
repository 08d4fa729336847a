import { textOf } from './json.ts';

/** `environment:production, team:backend`, or the same as a list: what stands before the first colon names what follows. */
export function tagsOf(value: unknown): Record<string, string> {
  const tags = Array.isArray(value) ? value.map(textOf) : (textOf(value)?.split(',') ?? []);
  return Object.fromEntries(
    tags.flatMap((tag) => {
      const colon = tag?.indexOf(':') ?? -1;
      const name = tag?.slice(0, colon).trim() ?? '';
      return colon === -1 || name === '' ? [] : [[name, tag?.slice(colon + 1).trim() ?? '']];
    }),
  );
}
