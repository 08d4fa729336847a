import type { RawPoint } from './series-grid.ts';

const dayMs = 86_400_000;

/** How many days back the same hours are looked at: a week has every kind of day. */
export const formerDays = 7;

/** Days of the same kind that must be there, so that one odd day is not taken for the usual. */
const leastDays = 2;

/** Readings within so many minutes of a time of day count as of that time. */
const sameTimeMinutes = 15;

/** A reading of a former day, moved to where its time of day is in the window that is looked at. */
export interface FormerReading extends RawPoint {
  readonly daysBack: number;
}

/**
 * The former readings whose time of day is in [from, until), of days of the same kind (working day or weekend, in UTC) as
 * the day that is looked at; of all days when there are fewer than two of that kind. Empty when there is only one day.
 */
export function alignFormerDays(
  former: readonly RawPoint[],
  { from, until }: { readonly from: Date; readonly until: Date },
): readonly FormerReading[] {
  const aligned = former.flatMap(({ at, value }): FormerReading[] => {
    const daysBack = Math.ceil((from.getTime() - at) / dayMs);
    const moved = at + daysBack * dayMs;
    return !(daysBack >= 1 && moved < until.getTime()) ? [] : [{ at: moved, value, daysBack }];
  });
  const alike = aligned.filter(({ at, daysBack }) => isWeekend(at - daysBack * dayMs) === isWeekend(at));
  if (countDays(alike) >= leastDays) return alike;
  return countDays(aligned) >= leastDays ? aligned : [];
}

/** Values at about this time of day; empty when fewer than two days have any. */
export function valuesAtTimeOf(former: readonly FormerReading[], at: number): readonly number[] {
  const near = former.filter((reading) => Math.abs(reading.at - at) <= sameTimeMinutes * 60_000);
  return countDays(near) < leastDays ? [] : near.map(({ value }) => value);
}

function countDays(readings: readonly FormerReading[]): number {
  return new Set(readings.map(({ daysBack }) => daysBack)).size;
}

function isWeekend(at: number): boolean {
  return [0, 6].includes(new Date(at).getUTCDay());
}
