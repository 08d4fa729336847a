/** How deaths lie in time. `burst`: within minutes, so something was down; `steady`: all along; `unclear`: too few, or neither. */
export const timePatterns = ['burst', 'steady', 'unclear'] as const;
export type TimePattern = (typeof timePatterns)[number];

const leastDeaths = 5;
const burstMs = 30 * 60_000;
const leastSteadyMs = 60 * 60_000;
const bucketMs = 10 * 60_000;
/** So much of a burst lies within it; some come late. */
const burstShare = 0.8;

export interface TimeBucket {
  /** Start, ISO 8601 UTC. */
  readonly at: string;
  readonly count: number;
}

/** Deaths in steps of ten minutes, oldest first, without empty ones. */
export function timeBuckets(times: readonly string[]): readonly TimeBucket[] {
  const counts = new Map<number, number>();
  for (const time of times) {
    const start = Math.floor(Date.parse(time) / bucketMs) * bucketMs;
    if (Number.isFinite(start)) counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([start, count]) => ({ at: new Date(start).toISOString(), count }));
}

/** A bucket stands out with so many deaths, and so many times the usual bucket. */
const leastInPeak = 10;
const peakFactor = 5;

/**
 * Buckets that stand out among the others: an outage in what goes wrong all along. Empty where all deaths are of one kind: a burst by
 * itself, or nothing but the usual.
 */
export function peaksIn(times: readonly string[]): ReadonlySet<string> {
  const buckets = timeBuckets(times);
  const sorted = buckets.map(({ count }) => count).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const peaks = buckets.filter(({ count }) => count >= leastInPeak && count >= peakFactor * usual);
  return new Set(peaks.map(({ at }) => at));
}

/** Start of the bucket that a time lies in; null for what is no time. */
export function bucketOf(time: string): string | null {
  return timeBuckets([time])[0]?.at ?? null;
}

export function timePattern(times: readonly string[]): TimePattern {
  const sorted = times
    .map((time) => Date.parse(time))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  if (sorted.length < leastDeaths) return 'unclear';
  const needed = Math.ceil(sorted.length * burstShare);
  const isBurst = sorted.some((from, index) => {
    const end = sorted[index + needed - 1];
    return end !== undefined && end - from <= burstMs;
  });
  if (isBurst) return 'burst';
  if (last - first < leastSteadyMs) return 'unclear';
  const occupied = timeBuckets(times).length;
  const possible = Math.min(sorted.length, Math.floor((last - first) / bucketMs) + 1);
  return occupied >= 0.5 * possible ? 'steady' : 'unclear';
}
