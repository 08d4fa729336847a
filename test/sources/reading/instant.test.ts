import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { instantOf } from '../../../lambdas/sources/reading/instant.ts';

describe('the times that senders write', () => {
  const instant = '2026-01-02T03:04:05.678Z';
  const onTheSecond = '2026-01-02T03:04:05.000Z';
  const readings: readonly (readonly [unknown, string | null])[] = [
    [1767323045, onTheSecond],
    ['1767323045', onTheSecond],
    [1767323045.678, instant],
    [1767323045678, instant],
    ['1767323045678', instant],
    ['1767323045678901', instant],
    ['1767323045678901234', instant],
    ['2026-01-02T03:04:05.678901234Z', instant],
    ['2026-01-02T05:04:05.678+02:00', instant],
    ['2026-01-02T05:04:05.678+0200', instant],
    ['2026-01-02T05:04:05.678+02', instant],
    ['2026-01-01T23:04:05,678-04:00', instant],
    ['2026-01-02 03:04:05.678901 +0000 UTC m=+42208.256292221', instant],
    ['2026-01-02 05:04:05.678 +0200 CEST', instant],
    ['2026-01-02 03:04:05', onTheSecond],
    ['2026-01-02T03:04Z', '2026-01-02T03:04:00.000Z'],
    ['Fri, 02 Jan 2026 03:04:05 GMT', onTheSecond],
    ['0001-01-01T00:00:00Z', null],
    ['1969-12-31 23:59:55', null],
    [0, null],
    [-1, null],
    ['', null],
    ['N/A', null],
    ['{{ date }}', null],
    ['2026-13-40T03:04:05Z', null],
    ['2026-01-02 03:04:05 AM', onTheSecond],
    ['2026-01-02 03:04:05 PM', '2026-01-02T15:04:05.000Z'],
    ['2026-01-02 12:04 a.m.', '2026-01-02T00:04:00.000Z'],
    ['2026-01-02 12:04pm', '2026-01-02T12:04:00.000Z'],
    ['2026-01-02 15:04 PM', '2026-01-02T15:04:00.000Z'],
    ['2026-01-02 15:04 AM', null],
    ['2026-01-02 00:04 PM', null],
    ['2026-01-02 10:04:05 PM EST', '2026-01-03T03:04:05.000Z'],
    ['2026-01-02 04:04:05 CET', onTheSecond],
    ['2026-01-01 19:04:05 PST', onTheSecond],
    ['2026-01-02 05:04:05 UTC+2', onTheSecond],
    ['2026-01-02 08:34:05 GMT+0530', onTheSecond],
    ['2026-01-02 11:04:05 CST', null],
    ['2026-01-02 03:04:05 local time', null],
    ['2026-01-02 03:04:05 +0200 or so', null],
    ['2026-01-02T03:04:05+25:00', null],
    ['2026-01-02 04:04:05 Europe/Berlin', onTheSecond],
    ['2026-07-02 05:04:05 Europe/Berlin', '2026-07-02T03:04:05.000Z'],
    ['2026-10-25 02:30:00 Europe/Berlin', null],
    ['2026-03-29 02:30:00 Europe/Berlin', null],
    ['2026-01-02T04:04:05+01:00[Europe/Berlin]', onTheSecond],
    ['2026-01-02 04:04:05 Middle/Earth', null],
    ['20260102T030405Z', onTheSecond],
    ['20260102030405', onTheSecond],
    ['202601020304', null],
    ['2026/01/02 03:04:05', onTheSecond],
    ['13/01/2026 3:04 AM', '2026-01-13T03:04:00.000Z'],
    ['01/13/2026 03:04', '2026-01-13T03:04:00.000Z'],
    ['01/02/2026 03:04', null],
    ['Fri, 02 Jan 2026 04:04:05 +0100', onTheSecond],
    ['2 January 2026, 03:04:05', onTheSecond],
    ['Jan 2, 2026 at 3:04:05 AM UTC', onTheSecond],
    ['Friday, 02-Jan-2026 03:04:05 GMT', onTheSecond],
    ['02/Jan/2026:03:04:05 +0000', onTheSecond],
    ['Fri Jan  2 03:04:05 UTC 2026', onTheSecond],
    ['Fri Jan 02 2026 04:04:05 GMT+0100 (Central European Standard Time)', onTheSecond],
    ['02 Janvier 2026 03:04:05', null],
    ['/Date(1767323045678)/', instant],
    ['2026-02-30T03:04:05Z', null],
    ['2025-02-29T03:04:05Z', null],
    ['2026-01-02T24:04:05Z', null],
    ['2026-01-02T03:60:05Z', null],
    ['2026-01-02', null],
    ['5 minutes ago', null],
    ['1'.repeat(100_000), null],
    [17_673_230_456_789_012, null],
    [{}, null],
    [null, null],
  ];
  for (const [written, read] of readings) {
    it(`reads ${JSON.stringify(written)} as ${read ?? 'no time'}`, () => {
      expect(instantOf(written)).toBe(read);
    });
  }
});

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant as a clock `offset` minutes ahead of UTC shows it. */
function clockAt(instant: number, offset: number) {
  const iso = new Date(instant + offset * 60_000).toISOString();
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  const hours = Number(iso.slice(11, 13));
  const [absolute, sign] = [Math.abs(offset), offset < 0 ? '-' : '+'];
  const [hh, mm] = [Math.floor(absolute / 60), absolute % 60].map((part) => String(part).padStart(2, '0'));
  return {
    date: `${year}-${month}-${day}`,
    day,
    year,
    month: monthNames[Number(month) - 1],
    time: iso.slice(11, 19),
    half: `${hours % 12 === 0 ? 12 : hours % 12}${iso.slice(13, 19)} ${hours < 12 ? 'AM' : 'PM'}`,
    offset: `${sign}${hh}${mm}`,
    colonOffset: `${sign}${hh}:${mm}`,
  };
}

type Clock = ReturnType<typeof clockAt>;
const styles: readonly ((clock: Clock) => string)[] = [
  ({ date, time, colonOffset }) => `${date}T${time}${colonOffset}`,
  ({ date, time, offset }) => `${date} ${time} ${offset}`,
  ({ date, half, offset }) => `${date.replaceAll('-', '/')} ${half} UTC${offset}`,
  ({ day, month, year, time, offset }) => `Mon, ${day} ${month} ${year} ${time} ${offset}`,
  ({ day, month, year, half, colonOffset }) =>
    `${month} ${Number(day)}, ${year} at ${half} GMT${colonOffset}`,
  ({ day, month, year, time, offset }) => `Mon ${month} ${day} ${year} ${time} GMT${offset} (Somewhere)`,
  ({ day, month, year, time, offset }) => `${day}/${month}/${year}:${time} ${offset}`,
  ({ date, time, colonOffset }) => `${date}T${time}.000000001${colonOffset}[Etc/Anywhere]`,
];

describe('a time', () => {
  const seconds = fc.integer({ min: Date.UTC(2001, 0, 2) / 1000, max: Date.UTC(2199, 11, 30) / 1000 });
  const offsets = fc.integer({ min: -48, max: 56 }).map((quarters) => quarters * 15);

  it('is read back whatever the style and the zone in which it is written', () => {
    fc.assert(
      fc.property(seconds, offsets, fc.constantFrom(...styles), (second, offset, style) => {
        expect(instantOf(style(clockAt(second * 1000, offset)))).toBe(new Date(second * 1000).toISOString());
      }),
    );
  });

  it('is never another one because of what stands behind it', () => {
    fc.assert(
      fc.property(seconds, fc.stringMatching(/^[a-z]{6,9}( [a-z]{1,9})?$/), (second, tail) => {
        const { date, time } = clockAt(second * 1000, 0);
        expect(instantOf(`${date} ${time} ${tail}`)).toBeNull();
      }),
    );
  });

  it('is right or null for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.date().map(String)), (written) => {
        const read = instantOf(written);
        if (read !== null) expect(new Date(read).toISOString()).toBe(read);
      }),
    );
  });
});
