import type { RawPoint } from './series-grid.ts';

const dayMs = 86_400_000;

/** How many days back the same hours are looked at where that costs nothing more: a week has every kind of day. */
export const daysOfWeek = 7;

/** Minutes are kept so long by CloudWatch. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
const keptDays = 15;

/** Days of the same kind that must be there, so that one odd day is not taken for the usual. */
export const leastDays = 2;

/** Readings within so many minutes of a time of day count as of that time. */
const sameTimeMinutes = 15;

/** `until` is exclusive. */
export interface TimeRange {
  readonly from: Date;
  readonly until: Date;
}

/** A reading of a previous day, moved to where its time of day is in the window that is looked at. */
export interface PreviousReading extends RawPoint {
  readonly daysBack: number;
}

/**
 * The previous days that say most about a window, as days back, the nearest first: the nearest two of the same kind as its
 * day and the same weekday a week ago; a further one of the kind where that is one of the two. For a window over midnight
 * they fit on both sides of it, else where it ends. Empty when fewer than two are kept.
 */
export function choosePreviousDays({ from, until }: TimeRange): readonly number[] {
  const first = from.getTime();
  // Of a window longer than a day, previous days have its first day: the next one is a day nearer.
  const last = Math.max(first, Math.min(until.getTime(), first + dayMs) - 1);
  const most = Math.min(keptDays - 1, Math.floor(keptDays - (until.getTime() - first) / dayMs));
  const kept = Array.from({ length: Math.max(0, most) }, (_, index) => index + 1);
  for (const sides of [[first, last], [last]]) {
    const alike = kept.filter((days) => sides.every((at) => isWeekend(at - days * dayMs) === isWeekend(at)));
    if (alike.length < leastDays) continue;
    const others = alike.slice(leastDays);
    const third = others.includes(daysOfWeek) ? daysOfWeek : others[0];
    return [...alike.slice(0, leastDays), ...(third === undefined ? [] : [third])];
  }
  return [];
}

/**
 * The previous readings whose time of day is in [from, until), of days of the same kind (working day or weekend, in UTC) as
 * the day that is looked at; of all days when there are fewer than two of that kind. Empty when there is only one day.
 */
export function alignPreviousDays(
  previous: readonly RawPoint[],
  { from, until }: TimeRange,
): readonly PreviousReading[] {
  const aligned = previous.flatMap(({ at, value }): PreviousReading[] => {
    const daysBack = Math.ceil((from.getTime() - at) / dayMs);
    const moved = at + daysBack * dayMs;
    return !(daysBack >= 1 && moved < until.getTime()) ? [] : [{ at: moved, value, daysBack }];
  });
  const alike = aligned.filter(({ at, daysBack }) => isWeekend(at - daysBack * dayMs) === isWeekend(at));
  if (countDays(alike) >= leastDays) return alike;
  return countDays(aligned) >= leastDays ? aligned : [];
}

/** Values at about this time of day; empty when fewer than two days have any. `previous` is in the order of `at`. */
export function valuesAtTimeOf(previous: readonly PreviousReading[], at: number): readonly number[] {
  const nearMs = sameTimeMinutes * 60_000;
  const near = previous.slice(firstFrom(previous, at - nearMs), firstFrom(previous, at + nearMs + 1));
  return countDays(near) < leastDays ? [] : near.map(({ value }) => value);
}

/** Where the readings from a time on begin. */
function firstFrom(readings: readonly PreviousReading[], time: number): number {
  let [low, high] = [0, readings.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((readings[middle]?.at ?? time) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countDays(readings: readonly PreviousReading[]): number {
  return new Set(readings.map(({ daysBack }) => daysBack)).size;
}

/** The first day of the epoch was a Thursday. */
function isWeekend(at: number): boolean {
  const day = (((Math.floor(at / dayMs) + 4) % 7) + 7) % 7;
  return day === 0 || day === 6;
}
