import type { TimelineEntry } from '../../../records/timeline.ts';
import type { Statement } from '../document/postmortem-schema.ts';

/** The statement with the numbers of the entries that it rests on, or null when none supports it: then it is not made. */
export type Cite = (
  text: string,
  belongs: (entry: TimelineEntry) => boolean,
  source?: { readonly counted?: string; readonly query?: string },
) => Statement | null;

/** A statement cites at most this many entries; the first ones tell enough. */
const mostCited = 12;

export function citing(timeline: readonly TimelineEntry[]): Cite {
  return (text, belongs, { counted = null, query = null } = {}) => {
    const cites = numbersOf(timeline, belongs).slice(0, mostCited);
    return cites.length === 0 ? null : { text, counted, query, cites };
  };
}

/** Places of the entries, from 1. */
export function numbersOf(
  timeline: readonly TimelineEntry[],
  belongs: (entry: TimelineEntry) => boolean,
): readonly number[] {
  return timeline.flatMap((entry, index) => (belongs(entry) ? [index + 1] : []));
}

export function made(statements: readonly (Statement | null)[]): readonly Statement[] {
  return statements.filter((statement) => statement !== null);
}

export function isKind(...kinds: readonly string[]): (entry: TimelineEntry) => boolean {
  return ({ kind }) => kinds.includes(kind);
}

export function isStep(index: number, ...kinds: readonly string[]): (entry: TimelineEntry) => boolean {
  return ({ kind, data }) => kinds.includes(kind) && data['step'] === index;
}
