import * as instants from 'temporal-polyfill/fns/instant';
import * as walls from 'temporal-polyfill/fns/plaindatetime';
import * as zoned from 'temporal-polyfill/fns/zoneddatetime';

/** What a clock on the wall shows, as milliseconds that it would mean in UTC: it can be added to without any zone. */
export type WallTime = number;

/** Of `2026-01-05T09:00`; NaN for what is no such time. */
export function wallTimeOf(text: string): WallTime {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
}

/** What the clocks of a zone show at an instant, epoch milliseconds. */
export function wallTimeAt(instant: number, timeZone: string): WallTime {
  const at = instants.toZonedDateTimeISO(instants.fromEpochMilliseconds(instant), timeZone);
  return instant + Math.round(zoned.offsetNanoseconds(at) / 1_000_000);
}

/**
 * When the clocks of a zone show this, epoch milliseconds. What they show twice is the first of the two; what they skip is as much later
 * as they were set forward.
 */
export function instantOfWall(wall: WallTime, timeZone: string): number {
  const date = new Date(wall);
  const plain = walls.create(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
  return zoned.epochMilliseconds(walls.toZonedDateTime(plain, timeZone));
}

/** Whether it is a zone of the IANA database by name: an offset knows no daylight saving. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    wallTimeAt(0, name);
    return true;
  } catch {
    return false;
  }
}
