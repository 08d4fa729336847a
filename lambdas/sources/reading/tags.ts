import { textOf } from './json.ts';

/** `environment:production, team:backend`, or the same as a list: what stands before the first colon names what follows. */
export function tagsOf(value: unknown): Record<string, string> {
  const tags = Array.isArray(value) ? value.map(textOf) : (textOf(value)?.split(',') ?? []);
  return Object.fromEntries(
    tags
      .map((tag) => /^\s*([^:]+):(.*?)\s*$/.exec(tag ?? ''))
      .flatMap((match) => (match?.[1] === undefined ? [] : [[match[1], match[2] ?? '']])),
  );
}
