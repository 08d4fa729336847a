import ical, { type VEvent } from 'node-ical';
import type { CalendarShifts, PersonPolicy } from '../../../domain/policy/policy.ts';
import { instantOfWall, isTimeZone, wallTimeAt } from '../../../domain/wall-clock.ts';
import type { PolicyProblem } from '../policy-problem.ts';
import { type WrittenEvent, writtenEvents } from './calendar-text.ts';
import { personOfEvent } from './person-of-event.ts';

export interface CalendarInput {
  readonly file: string;
  readonly text: string;
  /** Events that repeat are read up to this day. */
  readonly until: string;
  /** Of events that last whole days. */
  readonly timeZone: string;
  readonly people: readonly Pick<PersonPolicy, 'id' | 'name' | 'email'>[];
}

type Shifts = CalendarShifts['shifts'];
type Shift = Shifts[number];

const day = 86_400_000;
/** Events that repeat are read from so long before their end. */
const readDays = 800;
const mostShifts = 5000;

/** An iCalendar file (RFC 5545) as shifts. Whatever cannot be read as it is meant is a problem: nobody would notice a shift that is missing. */
export function readCalendar(input: CalendarInput): {
  readonly shifts: Shifts;
  readonly problems: readonly PolicyProblem[];
} {
  const { file, text } = input;
  const problems: PolicyProblem[] = [];
  const tell = ({ line }: Pick<WrittenEvent, 'line'>, message: string): void => {
    problems.push({ file, line, column: 1, field: '', message });
  };
  const written = writtenEvents(text);
  for (const each of written) {
    if (each.uid === null) tell(each, 'the event has no UID: give it one');
    if (each.defect !== null) tell(each, `the event ${each.defect}`);
  }
  const events = parsed(text);
  if (events === null) tell({ line: 1 }, 'is not an iCalendar file: export it anew');
  else if (written.length === 0) tell({ line: 1 }, 'has no event: nobody would be on call by it');
  const shifts: Shift[] = [];
  for (const event of problems.length === 0 && events !== null ? events : []) {
    const at = written.find(({ uid }) => uid === event.uid) ?? { line: 1 };
    for (const { from, until, named, zone } of occurrences(event, input)) {
      const person = personOfEvent(named, input.people);
      if (zone === null) {
        tell(at, 'the event has no time zone: give it one by TZID, or its times in UTC');
        break;
      }
      if (person === null) {
        tell(
          at,
          `"${named.summary}" names nobody of people.yaml, or more than one: give an attendee's address, or an id or name as title`,
        );
        break;
      }
      if (from >= until) tell(at, 'the event ends before it begins');
      shifts.push({ person, from, until });
    }
  }
  if (shifts.length > mostShifts)
    tell({ line: 1 }, `has more than ${mostShifts} shifts: give an earlier day as until`);
  return { shifts: shifts.toSorted((a, b) => a.from - b.from), problems };
}

function parsed(text: string): readonly VEvent[] | null {
  if (!/^BEGIN:VCALENDAR/i.test(text.replace(/^\uFEFF/, ''))) return null;
  try {
    return Object.values(ical.sync.parseICS(text)).filter((each): each is VEvent => each?.type === 'VEVENT');
  } catch {
    return null;
  }
}

/** Without those that are cancelled, or that are said to keep nobody busy. */
function occurrences(event: VEvent, { until, timeZone }: CalendarInput) {
  const end = Date.parse(until) + day;
  const from = new Date(
    event.rrule === undefined ? 0 : Math.max(event.start.getTime(), end - readDays * day),
  );
  const to = new Date(event.rrule === undefined ? Math.max(end, event.start.getTime()) : end);
  const zone = event.datetype === 'date' ? timeZone : zoneOf(event.start.tz);
  if (zone === null) return [{ from: 0, until: 0, zone, named: namedBy(event, event) }];
  return ical
    .expandRecurringEvent(event, { from, to, expandOngoing: true })
    .filter(({ event: each }) => each.status !== 'CANCELLED' && each.transparency !== 'TRANSPARENT')
    .map((each) => {
      const begins = each.isFullDay ? instantOfWall(localDay(each.start), zone) : each.start.getTime();
      return {
        from: begins,
        until: instantOfWall(wallTimeAt(begins, zone) + wallLength(each.event, zone), zone),
        zone,
        named: namedBy(each.event, event),
      };
    });
}

/** A week from Monday at nine ends on Monday at nine, whatever the clocks did in between: so calendars show it. */
function wallLength({ start, end, datetype }: VEvent, zone: string): number {
  const last = end ?? start;
  if (datetype === 'date') return localDay(last) - localDay(start);
  return wallTimeAt(last.getTime(), zone) - wallTimeAt(start.getTime(), zone);
}

/** Of a whole day the parser tells midnight of this computer. */
function localDay(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

function zoneOf(name: string | undefined): string | null {
  return name !== undefined && isTimeZone(name) ? name : null;
}

function namedBy(event: Pick<VEvent, 'summary' | 'attendee'>, series: VEvent) {
  const { attendee = [] } = event.attendee === undefined && event.summary === undefined ? series : event;
  const all = Array.isArray(attendee) ? attendee : [attendee];
  return {
    summary: textOf(event.summary ?? series.summary ?? ''),
    attendees: all.map((each) => textOf(each).replace(/^mailto:/i, '')),
  };
}

function textOf(value: string | { readonly val: string }): string {
  return typeof value === 'string' ? value : value.val;
}
