import { describe, expect, it } from '@jest/globals';
import { readCalendar } from '../../../../lambdas/adapters/policy/calendar/read-calendar.ts';
import { aCalendar, anasWeeks } from '../../../support/builders/policy/a-calendar.ts';

const people = [
  { id: 'ana', name: 'Ana Silva', email: 'ana@example.com' },
  { id: 'ben', name: 'Ben Okafor', email: 'ben@example.com' },
];
const read = (text: string, until = '2026-04-20') =>
  readCalendar({ file: 'oncall.ics', text, until, timeZone: 'Europe/Berlin', people });
const shown = (text: string, until?: string) => {
  const { shifts, problems } = read(text, until);
  expect(problems).toEqual([]);
  return shifts.map(({ person, from, until: end }) => [person, minute(from), minute(end)].join(' '));
};
const minute = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`;
const once = (...lines: readonly string[]) =>
  aCalendar(['DTSTART:20260302T080000Z', 'DTEND:20260303T080000Z', ...lines]);

describe('an iCalendar file', () => {
  it('repeats by the clocks of its zone, and a shift ends by them too', () => {
    expect(shown(aCalendar(anasWeeks))).toEqual([
      'ana 2026-03-02T08:00Z 2026-03-09T08:00Z',
      'ana 2026-03-16T08:00Z 2026-03-23T08:00Z',
      'ana 2026-03-30T07:00Z 2026-04-06T07:00Z',
      'ana 2026-04-13T07:00Z 2026-04-20T07:00Z',
    ]);
  });

  it('ends a week over the change of the clocks at the same time on the wall', () => {
    const week = [
      'DTSTART;TZID=Europe/Berlin:20260323T090000',
      'DTEND;TZID=Europe/Berlin:20260330T090000',
      'SUMMARY:ana',
    ];
    expect(shown(aCalendar(week))).toEqual(['ana 2026-03-23T08:00Z 2026-03-30T07:00Z']);
  });

  it('leaves out what EXDATE excludes, and takes what RECURRENCE-ID replaces', () => {
    const text = aCalendar(
      ['UID:weeks@example.com', ...anasWeeks, 'EXDATE;TZID=Europe/Berlin:20260330T090000'],
      [
        'UID:weeks@example.com',
        'RECURRENCE-ID;TZID=Europe/Berlin:20260316T090000',
        'DTSTART;TZID=Europe/Berlin:20260317T090000',
        'DTEND;TZID=Europe/Berlin:20260323T090000',
        'SUMMARY:ben',
      ],
      [
        'UID:weeks@example.com',
        'RECURRENCE-ID;TZID=Europe/Berlin:20260413T090000',
        'DTSTART;TZID=Europe/Berlin:20260413T090000',
        'DTEND;TZID=Europe/Berlin:20260420T090000',
        'STATUS:CANCELLED',
        'SUMMARY:ana',
      ],
    );
    expect(shown(text)).toEqual([
      'ana 2026-03-02T08:00Z 2026-03-09T08:00Z',
      'ben 2026-03-17T08:00Z 2026-03-23T08:00Z',
    ]);
  });

  it('takes a whole day in the zone of the rota', () => {
    const day = ['DTSTART;VALUE=DATE:20260329', 'DTEND;VALUE=DATE:20260331', 'SUMMARY:ana'];
    expect(shown(aCalendar(day))).toEqual(['ana 2026-03-28T23:00Z 2026-03-30T22:00Z']);
  });

  it('knows the names that Windows gives to zones, and a length in place of an end', () => {
    const windows = [
      'DTSTART;TZID="W. Europe Standard Time":20260302T090000',
      'DURATION:PT12H',
      'SUMMARY:Ana Silva',
    ];
    expect(shown(aCalendar(windows))).toEqual(['ana 2026-03-02T08:00Z 2026-03-02T20:00Z']);
  });

  it('leaves out what keeps nobody busy', () => {
    expect(shown(once('SUMMARY:ana', 'TRANSP:TRANSPARENT'))).toEqual([]);
  });

  it('is read up to its day however long it repeats', () => {
    const daily = ['DTSTART:20100101T080000Z', 'DURATION:P1D', 'RRULE:FREQ=DAILY', 'SUMMARY:ana'];
    const shifts = shown(aCalendar(daily), '2026-12-31');
    expect(shifts.at(-1)).toBe('ana 2026-12-31T08:00Z 2027-01-01T08:00Z');
    expect(shifts.length).toBeLessThan(900);
  });
});

describe('whom an event is for', () => {
  it.each([
    ['SUMMARY:ben'],
    ['SUMMARY:Ben Okafor'],
    ['SUMMARY:BEN@example.com'],
    ['SUMMARY:[L1] ben'],
    ['SUMMARY:On Call - Ben Okafor - Primary'],
    ['SUMMARY:On call\\, Ben Okafor'],
    ['SUMMARY:night\r\nATTENDEE;CN=B:mailto:ben@example.com'],
  ])('is told by %s', (...lines) => {
    expect(shown(once(...lines))).toEqual(['ben 2026-03-02T08:00Z 2026-03-03T08:00Z']);
  });

  it.each([['SUMMARY:kim'], ['SUMMARY:ana\\, ben'], ['SUMMARY:Anabel'], ['DESCRIPTION:ana']])(
    'is not told by %s, which is a problem with its line',
    (line) => {
      const { problems } = read(once(line));
      expect(problems).toEqual([expect.objectContaining({ file: 'oncall.ics', line: 4 })]);
      expect(problems[0]?.message).toContain('names nobody of people.yaml, or more than one');
    },
  );
});

describe('a calendar that cannot be read as it is meant', () => {
  it.each([
    ['floating times', ['DTSTART:20260302T090000', 'DTEND:20260303T090000', 'SUMMARY:ana'], 'no time zone'],
    ['RDATE', [...anasWeeks, 'RDATE;TZID=Europe/Berlin:20260310T090000'], 'RDATE'],
    [
      'all later events changed',
      [...anasWeeks, 'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260316T090000'],
      'THISANDFUTURE',
    ],
    [
      'shifts of an hour',
      ['DTSTART:20260302T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=HOURLY', 'SUMMARY:ana'],
      'more often than daily',
    ],
    [
      'an end before the start',
      ['DTSTART:20260302T090000Z', 'DTEND:20260301T090000Z', 'SUMMARY:ana'],
      'ends before',
    ],
  ])('is refused for %s', (_, lines, says) => {
    const { problems } = read(aCalendar(lines));
    expect(problems[0]).toMatchObject({ file: 'oncall.ics', line: 4 });
    expect(problems[0]?.message).toContain(says);
  });

  it.each([
    ['another kind of file', 'hello', 'is not an iCalendar file'],
    ['no event', aCalendar(), 'has no event'],
    ['an event without UID', aCalendar(['DTSTART:20260302T090000Z']).replace(/UID.*\r\n/, ''), 'has no UID'],
  ])('is refused for %s', (_, text, says) => {
    expect(
      read(text)
        .problems.map(({ message }) => message)
        .join(),
    ).toContain(says);
  });

  it('tells the line of the event, not of the first', () => {
    expect(read(aCalendar(anasWeeks, [...anasWeeks.slice(0, 3), 'SUMMARY:kim'])).problems[0]?.line).toBe(12);
  });
});
