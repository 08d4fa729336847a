import { textOf } from './json.ts';
import { offsetMinutes } from './time-zone.ts';

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** No time is written in more characters. */
const longest = 100;

/**
 * A sender's time as ISO 8601 UTC with milliseconds (finer digits are cut off), or null when it is missing, zero, impossible, absurd or
 * can be read in two ways: a wrong time is worse than none. Without a zone it is UTC. Numbers are seconds, milliseconds, microseconds or
 * nanoseconds, told apart by their size.
 */
export function instantOf(value: unknown): string | null {
  const text = textOf(value)?.trim() ?? '';
  if (text === '' || text.length > longest) return null;
  const milliseconds = /^\d+(\.\d+)?$/.test(text) ? epochMilliseconds(text) : calendarMilliseconds(text);
  if (milliseconds === null || !(milliseconds >= earliest && milliseconds < latest)) return null;
  return new Date(milliseconds).toISOString();
}

function epochMilliseconds(text: string): number | null {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole.replace(/^0+/, '').length;
  if (digits <= 10) return Number(whole) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  if (digits <= 13) return Number(whole);
  if (digits === 14) return calendarMilliseconds(`${whole.slice(0, 8)}T${whole.slice(8)}`);
  return digits === 16 || digits === 19 ? Number(whole.slice(0, whole.length - (digits - 13))) : null;
}

const weekday = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s+)?`;
const monthName = String.raw`(?<month>[a-z]{3,9})\.?`;
const day = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`;
const year = String.raw`(?<year>\d{4})`;
const rest = String.raw`(?:t|:|,?\s+at\s+|,?\s+|,)(?<rest>\d.*)$`;

/** How a date is written before its time: in ISO 8601, in words in either order, in numbers, and as `date` prints it. */
const dates: readonly RegExp[] = [
  String.raw`^${year}(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})${rest}`,
  String.raw`^${year}(?<month>\d{2})(?<day>\d{2})${rest}`,
  String.raw`^${weekday}${day}(?<mark>[-/ ])\s*${monthName}(?:\k<mark>|,\s)\s*${year}${rest}`,
  String.raw`^${weekday}${monthName}\s+${day},?\s+${year}${rest}`,
  String.raw`^${weekday}${monthName}\s+${day}\s+(?<rest>\d.*?)\s+${year}$`,
  String.raw`^(?<first>\d{1,2})(?<mark>[-/.])(?<second>\d{1,2})\k<mark>${year}${rest}`,
].map((pattern) => new RegExp(pattern, 'i'));

const clock =
  /^(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?\s*(?:(?<half>[ap])\.?m\.?(?![a-z]))?\s*(?<zone>\D.*|)$/i;
const compactClock =
  /^(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})(?:[.,](?<fraction>\d+))?(?<zone>\D.*|)$/i;

function calendarMilliseconds(text: string): number | null {
  const dotNet = /^\/Date\((\d{12,13})(?:[+-]\d{4})?\)\/$/.exec(text);
  if (dotNet !== null) return Number(dotNet[1]);
  const date = dates.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined);
  const time = (clock.exec(date?.['rest'] ?? '') ?? compactClock.exec(date?.['rest'] ?? ''))?.groups;
  const calendar = date === undefined ? null : calendarOf(date);
  const hour = time === undefined ? null : hourOf(Number(time['hour']), time['half']?.toLowerCase());
  if (time === undefined || calendar === null || hour === null) return null;
  const minute = Number(time['minute']);
  const second = Number(time['second'] ?? 0);
  const milliseconds = Number((time['fraction'] ?? '').padEnd(3, '0').slice(0, 3));
  const local = Date.UTC(calendar.year, calendar.month - 1, calendar.day, hour, minute, second, milliseconds);
  const isReal = new Date(local).getUTCDate() === calendar.day && minute < 60 && second < 60;
  const offset = isReal ? offsetMinutes(time['zone'] ?? '', local) : null;
  return offset === null ? null : local - offset * 60_000;
}

interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const months: readonly string[] = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];
const fullNames =
  /^(january|february|march|april|may|june|july|august|sept|september|october|november|december)$/;

/** Null for a month or day that does not exist, and for numbers of which nobody knows whether the day or the month is first. */
function calendarOf(groups: Readonly<Record<string, string | undefined>>): CalendarDay | null {
  const year = Number(groups['year']);
  const { first, second } = groups;
  if (first !== undefined && second !== undefined) {
    const [smaller = 0, larger = 0] = [Number(first), Number(second)].toSorted((a, b) => a - b);
    return larger > 12 || smaller === larger ? validDay({ year, month: smaller, day: larger }) : null;
  }
  return validDay({ year, month: monthOf(groups['month'] ?? ''), day: Number(groups['day']) });
}

function monthOf(name: string): number {
  if (/^\d+$/.test(name)) return Number(name);
  const term = name.toLowerCase();
  return term.length === 3 || fullNames.test(term) ? months.indexOf(term.slice(0, 3)) + 1 : 0;
}

function validDay(calendar: CalendarDay): CalendarDay | null {
  const { month, day } = calendar;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? calendar : null;
}

/** `12 AM` is midnight, `12 PM` noon; `15:05 PM` says the same twice, and `15:05 AM` two things. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (hour > 23) return null;
  if (half === undefined) return hour;
  if (half === 'a') return hour > 12 ? null : hour % 12;
  if (hour === 0) return null;
  return hour < 12 ? hour + 12 : hour;
}
