const OFFSET_DATE_TIME =
  /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):\d\d(?::\d\d)?)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;

/**
 * Epoch milliseconds of an ISO 8601 date-time with `T` and a zone, in either case; undefined for anything else.
 * Fractions are cut to milliseconds.
 */
export function parseTimestamp(text: string): number | undefined {
  const [, date, time, fraction = '', zone] = OFFSET_DATE_TIME.exec(text) ?? [];
  if (date === undefined || time === undefined || zone === undefined) return undefined;
  const at = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${zone.toUpperCase()}`);
  return Number.isNaN(at) || !isRealDate(date) ? undefined : at;
}

/** Date.parse takes 31 February for a day in March. */
function isRealDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}
