import { instantOf } from '../instant.ts';
import type { ScheduledWindow } from './scheduled-window.ts';
import { weekdays } from './weekdays.ts';

/** One span in which a window holds, epoch milliseconds; the end is not part of it. */
export interface Occurrence {
  readonly from: number;
  readonly until: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** Every time the window holds that touches the span [from, until], earliest first. */
export function occurrencesOf(
  { once, weekly }: ScheduledWindow,
  from: number,
  until: number,
): readonly Occurrence[] {
  const all =
    once === undefined
      ? weeklyOccurrences(weekly, from, until)
      : [{ from: instantOf(once.from), until: instantOf(once.until) }];
  return all.filter((occurrence) => occurrence.from <= until && occurrence.until >= from);
}

/** The occurrence that holds at `now`, or null. */
export function occurrenceAt(window: ScheduledWindow, now: Date): Occurrence | null {
  const at = now.getTime();
  return occurrencesOf(window, at, at).find(({ from, until }) => from <= at && at < until) ?? null;
}

/** A window whose end is not after its start runs past midnight into the next day. */
function weeklyOccurrences(
  weekly: ScheduledWindow['weekly'],
  from: number,
  until: number,
): readonly Occurrence[] {
  if (weekly === undefined) return [];
  const start = minuteOf(weekly.from);
  const length = (minuteOf(weekly.until) - start + 1440) % 1440 || 1440;
  const occurrences: Occurrence[] = [];
  for (let midnight = Math.floor(from / day) * day - day; midnight <= until; midnight += day) {
    const name = weekdays[new Date(midnight).getUTCDay()];
    if (name === undefined || !weekly.days.includes(name)) continue;
    const begins = midnight + start * minute;
    occurrences.push({ from: begins, until: begins + length * minute });
  }
  return occurrences;
}

function minuteOf(time: string): number {
  const [hours = '', minutes = ''] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
