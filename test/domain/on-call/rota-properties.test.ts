import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rotaCover } from '../../../lambdas/domain/on-call/rota-cover.ts';
import { stretchesOf } from '../../../lambdas/domain/on-call/shifts-of.ts';
import { instantOfWall, wallTimeAt, wallTimeOf } from '../../../lambdas/domain/wall-clock.ts';
import { aRota } from '../../support/builders/policy/a-rota.ts';

const hour = 3_600_000;
const zones = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Pacific/Apia',
  'UTC',
] as const;
const zone = fc.constantFrom(...zones);
/** Of 2026 and 2027. */
const instant = fc
  .integer({ min: Date.parse('2026-01-01') / 60_000, max: Date.parse('2027-12-31') / 60_000 })
  .map((minute) => minute * 60_000);
const local = instant.map((at) => new Date(at).toISOString().slice(0, 16));
const length = fc.oneof(
  fc.record({ weeks: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ hours: fc.integer({ min: 1, max: 30 }) }),
);
const rotation = fc.record({
  people: fc.uniqueArray(fc.constantFrom('ana', 'ben', 'chris', 'dana'), { minLength: 1, maxLength: 4 }),
  startsAt: local,
  handoffEvery: length,
});
const hours = fc.record({
  from: fc.constantFrom('00:00', '02:30', '09:00', '22:00'),
  until: fc.constantFrom('00:00', '02:30', '17:00', '06:00'),
});

describe('a rota', () => {
  it('has exactly one person at every instant of a layer without hours, and loses no hour when clocks change', () => {
    fc.assert(
      fc.property(zone, rotation, instant, (timeZone, layer, from) => {
        const until = from + 40 * 24 * hour;
        const stretches = stretchesOf(rotaCover(aRota({ timeZone, layers: [layer] }), []), from, until);
        expect(stretches.every(({ person }) => person !== null)).toBe(true);
        expect(stretches[0]?.from).toBe(from);
        expect(stretches.at(-1)?.until).toBe(until);
        for (const [index, stretch] of stretches.entries()) {
          expect(stretch.until).toBeGreaterThan(stretch.from);
          expect(stretches[index + 1]?.from ?? until).toBe(stretch.until);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('says at each instant what its stretches say of it', () => {
    const at = fc.integer({ min: 0, max: 20 * 24 * 60 - 1 });
    fc.assert(
      fc.property(
        zone,
        rotation,
        rotation,
        hours,
        instant,
        at,
        (timeZone, low, high, during, from, minute) => {
          const layers = [low, { ...high, onlyDuring: [during] }];
          const cover = rotaCover(aRota({ timeZone, layers }), []);
          const moment = from + minute * 60_000;
          const stretch = stretchesOf(cover, from, from + 20 * 24 * hour).find(
            (each) => each.from <= moment && moment < each.until,
          );
          expect(stretch?.person).toBe(cover.personAt(moment));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('hands off at the same time on the wall every time that the wall shows it', () => {
    fc.assert(
      fc.property(zone, fc.constantFrom('09:00', '17:45', '12:30'), instant, (timeZone, time, from) => {
        const layer = { people: ['ana', 'ben'], startsAt: `2026-01-05T${time}`, handoffEvery: { days: 1 } };
        const cover = rotaCover(aRota({ timeZone, layers: [layer] }), []);
        const [, ...later] = stretchesOf(cover, from, from + 20 * 24 * hour);
        expect(later.length).toBeGreaterThanOrEqual(19);
        const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
        for (const each of later) {
          expect(format.format(each.from)).toBe(time);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('obeys an override for all of its time and for no longer', () => {
    fc.assert(
      fc.property(
        zone,
        rotation,
        local,
        fc.integer({ min: 1, max: 3000 }),
        (timeZone, layer, from, minutes) => {
          const until = new Date(wallTimeOf(from) + minutes * 60_000).toISOString().slice(0, 16);
          const plain = rotaCover(aRota({ timeZone, layers: [layer] }), []);
          const cover = rotaCover(
            aRota({ timeZone, layers: [layer], overrides: [{ person: 'zoe', from, until }] }),
            [],
          );
          const begins = instantOfWall(wallTimeOf(from), timeZone);
          const ends = instantOfWall(wallTimeOf(until), timeZone);
          expect(cover.personAt(begins - 1)).toBe(plain.personAt(begins - 1));
          expect(cover.personAt(ends)).toBe(plain.personAt(ends));
          if (begins < ends) {
            expect(stretchesOf(cover, begins, ends)).toEqual([{ person: 'zoe', from: begins, until: ends }]);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the clocks of a zone', () => {
  it('are what the runtime knows of it, both ways', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, at) => {
        const wall = wallTimeAt(at, timeZone);
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
        expect(new Date(wall).toISOString().slice(0, 16).replace('T', ' ')).toBe(shown.format(at));
        const back = instantOfWall(wall, timeZone);
        expect(wallTimeAt(back, timeZone)).toBe(wall);
        expect(back).toBeLessThanOrEqual(at);
      }),
    );
  });
});
