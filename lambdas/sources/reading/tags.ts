import { textOf } from './json.ts';

/** Of longer text the rest is not looked at. */
const longest = 20_000;

/** `environment:production, team:backend`, or the same as a list: what stands before the first colon names what follows. */
export function tagsOf(value: unknown): Record<string, string> {
  const tags = Array.isArray(value)
    ? value.slice(0, 1000).map((tag) => textOf(tag) ?? '')
    : (textOf(value)?.slice(0, longest).split(',') ?? []);
  return Object.fromEntries(
    tags.flatMap((tag) => {
      const colon = tag.indexOf(':');
      const name = tag.slice(0, Math.max(colon, 0)).trim();
      return name === '' ? [] : [[name, tag.slice(colon + 1).trim()]];
    }),
  );
}
