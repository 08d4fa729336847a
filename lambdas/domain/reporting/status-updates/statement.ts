import type { TimelineEntry } from '../../records/timeline.ts';
import { newestOf } from '../timeline/finding-entries.ts';

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
  const entries = ids.flatMap((id) => (id === undefined ? [] : (newestOf(timeline, id)?.id ?? [])));
  return entries.length === 0 ? [] : [{ text, entries: [...new Set(entries)] }];
}
