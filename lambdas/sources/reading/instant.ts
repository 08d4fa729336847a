import { textOf } from './json.ts';

const earliest = Date.UTC(1971, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** `2026-01-02T03:04:05.678901Z`, also with a space, without seconds, an offset without colon or minutes, or Go's `+0200 CEST` tail. */
const dateTime =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?(?:\s.*)?$/i;

/**
 * A sender's time as ISO 8601 UTC with milliseconds (finer digits are cut off), or null when it is missing, zero, malformed or
 * absurd. Numbers are seconds, milliseconds, microseconds or nanoseconds, told apart by their size.
 */
export function instantOf(value: unknown): string | null {
  const text = textOf(value)?.trim() ?? null;
  if (text === null) return null;
  const milliseconds = /^\d+(\.\d+)?$/.test(text) ? epochMilliseconds(text) : calendarMilliseconds(text);
  const plausible = milliseconds >= earliest && milliseconds < latest;
  return plausible ? new Date(milliseconds).toISOString() : null;
}

function epochMilliseconds(text: string): number {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole.replace(/^0+/, '').length;
  if (digits <= 10) return Number(whole) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  if (digits <= 13) return Number(whole);
  if (digits === 16 || digits === 19) return Number(whole.slice(0, whole.length - (digits - 13)));
  return Number.NaN;
}

function calendarMilliseconds(text: string): number {
  const match = dateTime.exec(text);
  if (match === null) return /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  const [, date, time, seconds = '00', fraction = '', zone = 'Z'] = match;
  const local = /^[+-]/.test(zone);
  const offset = local ? `${zone.slice(0, 3)}:${zone.length > 3 ? zone.slice(-2) : '00'}` : 'Z';
  return Date.parse(`${date}T${time}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`);
}
