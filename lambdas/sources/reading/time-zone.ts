/** Hours ahead of UTC of the abbreviations that mean one zone only: `CST`, `IST` and `BST` mean several. */
const hoursAhead: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  UT: 0,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  MET: 1,
  MEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  WAT: 1,
  CAT: 2,
  SAST: 2,
  EAT: 3,
  PKT: 5,
  NPT: 5.75,
  WIB: 7,
  SGT: 8,
  HKT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  ACST: 9.5,
  ACDT: 10.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  BRT: -3,
  ART: -3,
  NST: -3.5,
  NDT: -2.5,
  EST: -5,
  EDT: -4,
  CDT: -5,
  MDT: -6,
  MST: -7,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
};

/** An offset, after `UTC` or `GMT` if they stand there. */
const numeric = /^(?:utc|gmt)?\s*(?<sign>[+\-−])(?<hours>\d{1,2})(?::?(?<minutes>\d{2}))?(?<tail>.*)$/i;
/** What may follow an offset and says the same again: Go's zone and monotonic clock, JavaScript's and Java's names. */
const harmlessTail = /^(\s*([A-Z]{2,5}|[+-]\d{2,4}))?(\s+m=[+-][\d.]+)?(\s*\([^()]*\)|\s*\[[\w/+-]+\])?$/;

/**
 * Minutes ahead of UTC of a zone as senders write it, at a local time in milliseconds; 0 when nothing is written; null when it is unknown,
 * or means several zones.
 */
export function offsetMinutes(written: string, local: number): number | null {
  const zone = written.trim();
  if (zone === '') return 0;
  const offset = numeric.exec(zone)?.groups;
  if (offset !== undefined) {
    const minutes = Number(offset['hours']) * 60 + Number(offset['minutes'] ?? 0);
    const isReal = minutes <= 14 * 60 && Number(offset['minutes'] ?? 0) < 60;
    if (!isReal || !harmlessTail.test(offset['tail'] ?? '')) return null;
    return offset['sign'] === '+' ? minutes : -minutes;
  }
  const name = /^[([]?([A-Za-z]+(?:[_/+-]\w+)*)[)\]]?(\s+m=[+-][\d.]+)?(\s*\([^()]*\))?$/.exec(zone)?.[1];
  if (name === undefined) return null;
  if (name.includes('/')) return regionalMinutes(name, local);
  const hours = Object.hasOwn(hoursAhead, name.toUpperCase()) ? hoursAhead[name.toUpperCase()] : undefined;
  return hours === undefined ? null : hours * 60;
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Of a zone such as `Europe/Berlin`; null for the hour that its clock shows twice or never. */
function regionalMinutes(timeZone: string, local: number): number | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    const ahead = (at: number): number | null => {
      const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      return offsetMinutes(name, at);
    };
    const possible = [ahead(local - dayMilliseconds), ahead(local + dayMilliseconds)];
    const fitting = new Set(
      possible.filter((minutes) => minutes !== null && ahead(local - minutes * 60_000) === minutes),
    );
    const [only = null] = fitting;
    return fitting.size === 1 ? only : null;
  } catch {
    return null;
  }
}
