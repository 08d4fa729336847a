import type { LogPattern } from '../../records/evidence.ts';
import { patternOf } from './log-pattern.ts';

/** A message and how often it was logged in a span; `firstAt` is ISO 8601 UTC, null when it is not known. */
export interface CountedMessage {
  readonly message: string;
  readonly count: number;
  readonly firstAt: string | null;
}

export interface MessagesByTime {
  readonly before: readonly CountedMessage[];
  /** Null: the time before could not be read, and nothing can be called new. */
  readonly isBeforeKnown: boolean;
  readonly after: readonly CountedMessage[];
}

/** Patterns that are kept. */
export const mostPatterns = 10;

interface Group {
  before: number;
  after: number;
  firstAt: string | null;
  /** The most frequent message, of equals the first in the alphabet. */
  sample: string;
  sampleCount: number;
}

/** Messages of one pattern together, new patterns first, then by how many more there are. Their order does not matter. */
export function rankPatterns({ before, isBeforeKnown, after }: MessagesByTime): readonly LogPattern[] {
  const groups = new Map<string, Group>();
  for (const message of before) add(groups, message, 'before');
  for (const message of after) add(groups, message, 'after');
  return [...groups]
    .map(([pattern, group]) => ({
      pattern,
      sample: group.sample,
      countBefore: group.before,
      countAfter: group.after,
      firstSeenAt: group.firstAt,
      isNew: isBeforeKnown && group.before === 0 && group.after > 0,
    }))
    .sort(compare)
    .slice(0, mostPatterns);
}

function add(groups: Map<string, Group>, counted: CountedMessage, side: 'before' | 'after'): void {
  const { message, count, firstAt } = counted;
  const { pattern, sample } = patternOf(message);
  if (pattern === '' || !(count > 0)) return;
  const group = groups.get(pattern) ?? { before: 0, after: 0, firstAt: null, sample, sampleCount: 0 };
  group[side] += count;
  if (firstAt !== null && (group.firstAt === null || firstAt < group.firstAt)) group.firstAt = firstAt;
  if (count > group.sampleCount || (count === group.sampleCount && sample < group.sample)) {
    group.sample = sample;
    group.sampleCount = count;
  }
  groups.set(pattern, group);
}

function compare(a: LogPattern, b: LogPattern): number {
  const rise = (pattern: LogPattern) => pattern.countAfter - pattern.countBefore;
  return (
    Number(b.isNew) - Number(a.isNew) ||
    rise(b) - rise(a) ||
    b.countAfter - a.countAfter ||
    (a.pattern < b.pattern ? -1 : 1)
  );
}
