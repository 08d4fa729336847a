import type { TimelineEntry } from '../../records/timeline.ts';

/** The statement with the numbers of the entries that it rests on, or null when none supports it: then it is not made. */
export type Cite = (statement: string, belongs: (entry: TimelineEntry) => boolean) => string | null;

/** A statement cites at most this many entries; the first ones tell enough. */
const mostCited = 12;

export function citing(timeline: readonly TimelineEntry[]): Cite {
  return (statement, belongs) => {
    const numbers = timeline.flatMap((entry, index) => (belongs(entry) ? [index + 1] : []));
    if (numbers.length === 0) return null;
    const cited = numbers.slice(0, mostCited).map((number) => `[${number}]`);
    return `${statement} ${cited.join('')}`;
  };
}

export function isKind(...kinds: readonly string[]): (entry: TimelineEntry) => boolean {
  return ({ kind }) => kinds.includes(kind);
}

export function isStep(index: number, ...kinds: readonly string[]): (entry: TimelineEntry) => boolean {
  return ({ kind, data }) => kinds.includes(kind) && data['step'] === index;
}
