import type { TimelineEntry } from '../../records/timeline.ts';

/** A sentence, and the entries of the timeline that it rests on: never none. */
export interface Statement {
  /** May quote hostile text. */
  readonly text: string;
  /** Ids. */
  readonly entries: readonly string[];
}

/** The sentence if any of these entries is on record, resting on those that are; empty when none is: then it is not said. */
export function resting(
  text: string,
  ids: readonly (string | undefined)[],
  timeline: readonly TimelineEntry[],
): readonly Statement[] {
  const known = new Set(timeline.map(({ id }) => id));
  const entries = ids.filter((id) => id !== undefined && known.has(id)).map(String);
  return entries.length === 0 ? [] : [{ text, entries: [...new Set(entries)] }];
}
