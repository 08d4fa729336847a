import type { Hours } from '../policy/schemas/on-call-schema.ts';
import { weekdays } from '../policy/weekdays.ts';
import { instantOfWall, wallTimeAt } from '../wall-clock.ts';
import { covers, type Shift } from './shift.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

type Span = Pick<Shift, 'from' | 'until'>;

/** Whether one of these hours holds at an instant, by the clocks of the zone. */
export function isDuring(hours: readonly Hours[], at: number, timeZone: string): boolean {
  return spansOf(hours, at, at, timeZone).some((span) => covers(span, at));
}

/** Every instant of a span at which one of these hours begins or ends. */
export function changesOfHours(
  hours: readonly Hours[],
  from: number,
  until: number,
  timeZone: string,
): readonly number[] {
  return spansOf(hours, from, until, timeZone).flatMap((span) => [span.from, span.until]);
}

/** Each day of the span and the one before it, whose hours may run past midnight. */
function spansOf(hours: readonly Hours[], from: number, until: number, timeZone: string): readonly Span[] {
  const spans: Span[] = [];
  const firstDay = Math.floor(wallTimeAt(from, timeZone) / day) * day - day;
  const lastDay = wallTimeAt(until, timeZone);
  for (let midnight = firstDay; midnight <= lastDay; midnight += day) {
    const name = weekdays[new Date(midnight).getUTCDay()];
    for (const each of hours) {
      if (name === undefined || !each.days.includes(name)) continue;
      const begins = midnight + minuteOf(each.from) * minute;
      const ends = midnight + minuteOf(each.until) * minute;
      spans.push({
        from: instantOfWall(begins, timeZone),
        until: instantOfWall(ends <= begins ? ends + day : ends, timeZone),
      });
    }
  }
  return spans;
}

function minuteOf(time: string): number {
  const [hours = '', minutes = ''] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
