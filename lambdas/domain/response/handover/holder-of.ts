import { commandKind } from '../../records/command.ts';
import { personOf, type TimelineEntry } from '../../records/timeline.ts';

const holding = [commandKind('acknowledge'), commandKind('take-over')] as const;

/** The entry by which somebody said last that the incident is theirs; null: nobody did. */
export function holdingEntry(entries: readonly TimelineEntry[]): TimelineEntry | null {
  return entries.filter(({ kind }) => holding.some((each) => each === kind)).at(-1) ?? null;
}

/** Whoever said last that the incident is theirs. */
export function holderOf(entries: readonly TimelineEntry[]): string | null {
  const last = holdingEntry(entries);
  return last === null ? null : personOf(last.actor);
}
