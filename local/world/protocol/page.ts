import { AwsFault } from './aws-fault.ts';

export interface Page<Entry> {
  readonly entries: readonly Entry[];
  /** Of the next page; undefined on the last one. */
  readonly nextToken: string | undefined;
}

/** One page of a list; the token says where the next one begins. Throws AwsFault for a token that no page gave. */
export function pageOf<Entry>(
  all: readonly Entry[],
  token: string | null | undefined,
  size: number,
  faultType = 'InvalidParameterException',
): Page<Entry> {
  const from = token == null ? 0 : Number(token);
  if (!Number.isInteger(from) || from < 0)
    throw new AwsFault(faultType, 'The pagination token is not valid.');
  const until = from + Math.max(1, size);
  return { entries: all.slice(from, until), nextToken: until < all.length ? String(until) : undefined };
}
