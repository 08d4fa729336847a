import { contentHash } from '../../content-hash.ts';
import { compareTexts } from '../../records/text/compare-texts.ts';
import { shortened } from '../../records/text/plain-line.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { Statement } from './statement.ts';

/** Something that happened since the last update. */
export interface ToldChange extends Statement {
  readonly at: string;
}

/** Kinds that tell how Firebreak works, or what another entry of the same moment tells in fewer words. */
const untold: readonly string[] = [
  'alert.seen',
  'evidence.gathered',
  'suspects.ranked',
  'step.call',
  'step.settled',
  'debt.recorded',
  'command.update',
  // The words of an agent.
  'agent.note',
  'step.proposal-denied',
];
const untoldFamilies = /^(notification|status-update)\./;

const mostCharacters = 240;
/** More of them are for the page. */
const mostListed = 12;

/** Whether an update tells of it: in one update, and in no other. */
export function isTold({ kind, data }: TimelineEntry): boolean {
  if (untold.includes(kind) || untoldFamilies.test(kind)) return false;
  // That a step was looked at is no news, unless it was refused.
  return kind !== 'step.guarded' || data['decision'] === 'deny';
}

/** Short, as an update may cover hundreds of entries. */
export function markOf(entryId: string): string {
  return contentHash(entryId).slice(0, 12);
}

/** What no update covered yet, oldest first. It may be older than the last one: clocks differ, and what is recorded late is told late. */
export function untoldEntries(
  timeline: readonly TimelineEntry[],
  covered: ReadonlySet<string>,
): readonly TimelineEntry[] {
  return timeline.filter((entry) => isTold(entry) && !covered.has(markOf(entry.id)));
}

/** One line for each, alerts that resolved together in one, and a last line for what does not fit: no entry is left out. */
export function toldChanges(entries: readonly TimelineEntry[]): readonly ToldChange[] {
  const resolved = entries.filter(({ kind }) => kind === 'alert.resolved');
  const lines = [
    ...entries
      .filter((entry) => resolved.length < 3 || !resolved.includes(entry))
      .map(({ id, at, text }) => ({ at, text: shortened(text, mostCharacters), entries: [id] })),
    ...(resolved.length < 3 ? [] : [together(resolved, `${resolved.length} alerts resolved`)]),
  ].toSorted((a, b) => compareTexts(a.at, b.at));
  if (lines.length <= mostListed) return lines;
  // The newest say how it stands.
  const left = lines.slice(0, 1 - mostListed);
  const others = {
    at: left[0]?.at ?? '',
    text: `${left.length} earlier entries are on the incident's page`,
    entries: left.flatMap((line) => line.entries),
  };
  return [others, ...lines.slice(1 - mostListed)];
}

function together(entries: readonly TimelineEntry[], text: string): ToldChange {
  const at = entries.reduce((latest, each) => (each.at > latest ? each.at : latest), '');
  return { at, text, entries: entries.map(({ id }) => id) };
}
