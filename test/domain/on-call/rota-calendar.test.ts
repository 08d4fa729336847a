import { describe, expect, it } from '@jest/globals';
import { readCalendar } from '../../../lambdas/adapters/policy/calendar/read-calendar.ts';
import { rotaCalendar } from '../../../lambdas/domain/on-call/rota-calendar.ts';

const people = [
  { id: 'ana', name: 'Ana Silva', email: 'ana@example.com' },
  {
    id: 'ben',
    name: `Ben; "B", \u{1F600}${'ö'.repeat(60)}\r\nATTENDEE:mailto:x@y`,
    email: 'ben@example.com',
  },
];
const stretches = [
  { person: 'ana', from: Date.parse('2026-03-23T08:00Z'), until: Date.parse('2026-03-30T07:00Z') },
  { person: null, from: Date.parse('2026-03-30T07:00Z'), until: Date.parse('2026-03-30T08:00Z') },
  { person: 'ana', from: Date.parse('2026-03-30T08:00Z'), until: Date.parse('2026-04-06T07:00Z') },
];
const written = (each = stretches, now = new Date('2026-03-01T00:00:00Z')) =>
  rotaCalendar({ rota: 'primary', stretches: each, people, now });

describe('a rota as a calendar', () => {
  it('is read again as what it was, without the time in which nobody is on call', () => {
    const read = readCalendar({
      file: 'x.ics',
      text: written(),
      until: '2026-12-31',
      timeZone: 'UTC',
      people,
    });
    expect(read.problems).toEqual([]);
    expect(read.shifts).toEqual(stretches.filter(({ person }) => person !== null));
  });

  it('keeps the UID of a shift from export to export', () => {
    const uids = (text: string) => text.match(/^UID:.*$/gm);
    expect(uids(written(stretches, new Date('2026-03-09T00:00:00Z')))).toEqual(uids(written()));
    expect(new Set(uids(written())).size).toBe(2);
  });

  it('has lines of at most 75 octets, and no line of a name that holds line breaks', () => {
    const text = written([{ person: 'ben', from: 0, until: 60_000 }]);
    const lines = text.split('\r\n');
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(lines.filter((line) => line.startsWith('ATTENDEE'))).toEqual([]);
    expect(text).not.toContain('\uFFFD');
    expect(text).not.toMatch(/[^\r]\n/);
  });

  it('tells no mail address', () => {
    expect(written()).not.toContain('@example.com');
  });
});
