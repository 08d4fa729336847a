import { utcMinute } from '../../utc-minute.ts';

/** `02:32 UTC`, with its day where that is not the day of `now`: `1 Dec 02:32 UTC`. */
export function clockTime(at: string, now: string): string {
  const time = utcMinute(at);
  if (at.slice(0, 10) === now.slice(0, 10)) return time;
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return `${day.format(new Date(at))} ${time}`;
}
