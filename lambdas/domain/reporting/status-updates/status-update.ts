import { compareTexts } from '../../records/text/compare-texts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { clockTime } from '../labels/clock-time.ts';
import { awaited, type StandingInput, standing } from './standing.ts';
import type { Statement } from './statement.ts';
import { markOf, type ToldChange, toldChanges, untoldEntries } from './told-entries.ts';

/** How an incident goes, for those who follow it from afar. Nothing in it is not on record: every sentence names what it rests on. */
export interface StatusUpdate {
  /** When it was to be sent; the same for everybody who writes it. */
  readonly dueAt: string;
  /** When the next one comes at the latest. */
  readonly nextAt: string;
  /** When the one before was written; null: this is the first. */
  readonly since: string | null;
  readonly standing: readonly Statement[];
  /** What it waits for, and until when where that is known. */
  readonly awaited: readonly Statement[];
  /** What happened that no update told before. Empty: nothing changed. */
  readonly changed: readonly ToldChange[];
  /** Marks of the entries that it tells of. */
  readonly told: readonly string[];
}

export interface UpdateTimes extends Pick<StatusUpdate, 'dueAt' | 'nextAt' | 'since'> {}

/** `covered`: marks of what the updates before told. */
export function makeStatusUpdate(
  input: StandingInput,
  times: UpdateTimes,
  covered: ReadonlySet<string>,
): StatusUpdate {
  const entries = untoldEntries(input.timeline, covered);
  const changed = toldChanges(entries);
  const isNews = new Set(changed.flatMap((line) => line.entries));
  return {
    ...times,
    // What is told as news is not told again as what was done before.
    standing: standing(input).filter((each) => !each.entries.every((id) => isNews.has(id))),
    awaited: awaited(input),
    changed,
    told: entries.map(({ id }) => markOf(id)),
  };
}

const writtenKind = 'status-update.written';
const sentKind = 'status-update.sent';

/** What those who follow the incident step by step have not read yet: how it stands, and when the next update comes. */
export function writtenEntry(update: StatusUpdate, actor: string, now: Date): TimelineEntry {
  const at = now.toISOString();
  const { dueAt, nextAt, since, changed } = update;
  const news =
    since === null
      ? 'First status update'
      : changed.length === 0
        ? `Status: nothing changed since ${clockTime(since, at)}`
        : `Status: ${changed.length} ${changed.length === 1 ? 'thing' : 'things'} changed since ${clockTime(since, at)}`;
  const waits = update.awaited.map(({ text }) => text);
  return {
    id: `${writtenKind}:${dueAt}`,
    at,
    actor,
    kind: writtenKind,
    text: [news, ...waits, `Next update by ${clockTime(nextAt, at)}`].join('. '),
    data: { dueAt, nextAt, update },
  };
}

/** That it went out, and to whom. Nobody: everybody had been told already. */
export function sentEntry(
  { id }: Pick<TimelineEntry, 'id'>,
  people: readonly string[],
  actor: string,
  now: Date,
): TimelineEntry {
  const whom = people.length === 0 ? 'nobody: all had been told before' : people.join(', ');
  return {
    id: `${sentKind}:${id}`,
    at: now.toISOString(),
    actor,
    kind: sentKind,
    text: `Status update sent to ${whom}`,
    data: { update: id, people },
  };
}

export interface UpdateByHand {
  readonly entry: TimelineEntry;
  /** When it went out; null: not yet. */
  readonly sentAt: string | null;
}

export interface WrittenUpdate extends UpdateByHand {
  readonly update: StatusUpdate;
}

/** Those that Firebreak wrote, oldest first. */
export function writtenUpdates(entries: readonly TimelineEntry[]): readonly WrittenUpdate[] {
  return withSending(entries, writtenKind).map((each) => ({
    ...each,
    update: each.entry.data['update'] as StatusUpdate,
  }));
}

/** Marks of everything that these updates told. */
export function coveredBy(written: readonly WrittenUpdate[]): ReadonlySet<string> {
  return new Set(written.flatMap(({ update }) => update.told));
}

/** People who got an update, of either kind. */
export function updatedPeople(entries: readonly TimelineEntry[]): readonly string[] {
  const people = entries
    .filter(({ kind }) => kind === sentKind)
    .flatMap(({ data }) => (Array.isArray(data['people']) ? data['people'] : []));
  return [...new Set(people.filter((person) => typeof person === 'string'))].toSorted();
}

/** What a person wrote, oldest first, and whether it went out. */
export function updatesByHand(entries: readonly TimelineEntry[]): readonly UpdateByHand[] {
  return withSending(entries, 'command.update');
}

/** The entries of a kind, oldest first, each with the time at which it went out. */
function withSending(entries: readonly TimelineEntry[], kind: string): readonly UpdateByHand[] {
  return entries
    .filter((entry) => entry.kind === kind)
    .toSorted((a, b) => compareTexts(a.at, b.at))
    .map((entry) => ({
      entry,
      sentAt: entries.find(({ id }) => id === `${sentKind}:${entry.id}`)?.at ?? null,
    }));
}
