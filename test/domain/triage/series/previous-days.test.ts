import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  alignPreviousDays,
  choosePreviousDays,
  valuesAtTimeOf,
} from '../../../../lambdas/domain/triage/series/previous-days.ts';

const dayMs = 86_400_000;
const window = (from: string, hours = 2) => ({
  from: new Date(from),
  until: new Date(Date.parse(from) + hours * 3_600_000),
});

describe('the previous days that are asked for', () => {
  it.each([
    ['a Monday', '2026-11-23T10:00:00Z', [3, 4, 7]],
    ['a Tuesday', '2026-11-24T10:00:00Z', [1, 4, 7]],
    ['a Wednesday', '2026-11-25T10:00:00Z', [1, 2, 7]],
    ['a Friday', '2026-11-27T10:00:00Z', [1, 2, 7]],
    ['a Saturday', '2026-11-28T10:00:00Z', [6, 7, 13]],
    ['a Sunday', '2026-11-29T10:00:00Z', [1, 7, 8]],
  ])('are the nearest two of the same kind, and the same weekday: %s', (_, from, days) => {
    expect(choosePreviousDays(window(from))).toEqual(days);
  });

  it.each([
    ['Friday to Saturday', '2026-11-27T23:00:00Z', [7, 14]],
    ['Saturday to Sunday', '2026-11-28T23:00:00Z', [7, 14]],
    ['Sunday to Monday', '2026-11-29T23:00:00Z', [7, 14]],
    ['Monday to Tuesday', '2026-11-23T23:00:00Z', [4, 5, 7]],
    ['Tuesday to Wednesday', '2026-11-24T23:00:00Z', [1, 5, 7]],
  ])('fit on both sides of midnight: %s', (_, from, days) => {
    expect(choosePreviousDays(window(from))).toEqual(days);
  });

  it('belong to the day whose last moment is the end of the window', () => {
    expect(choosePreviousDays(window('2026-11-27T22:00:00Z'))).toEqual([1, 2, 7]);
  });

  it('fit where a window ends when too few fit on both sides', () => {
    expect(choosePreviousDays(window('2026-11-27T10:00:00Z', 30))).toEqual([6, 7, 13]);
  });

  it('are none when fewer than two are kept', () => {
    expect(choosePreviousDays(window('2026-11-25T10:00:00Z', 14 * 24))).toEqual([]);
    expect(choosePreviousDays(window('2026-11-25T10:00:00Z', 12 * 24))).toEqual([1, 2]);
  });

  it('are days whose readings all count, whenever a window of a day or less is', () => {
    const start = fc.integer({ min: Date.parse('2026-11-01'), max: Date.parse('2026-12-01') });
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 1440 }), (from, minutes) => {
        const looked = { from: new Date(from), until: new Date(from + minutes * 60_000) };
        const days = choosePreviousDays(looked);
        expect(days.length).toBeGreaterThanOrEqual(2);
        const length = minutes * 60_000;
        const readings = days.flatMap((day) =>
          [0, length / 2, length - 1].map((offset) => ({ at: from + offset - day * dayMs, value: 1 })),
        );
        expect(alignPreviousDays(readings, looked)).toHaveLength(readings.length);
      }),
    );
  });
});

describe('the readings at a time of day', () => {
  it('are those within 15 minutes of it, of two days at least, wherever they are in the list', () => {
    const minute = fc.integer({ min: 0, max: 120 });
    const readings = fc.array(fc.record({ minute, daysBack: fc.constantFrom(1, 2, 7), value: minute }));
    fc.assert(
      fc.property(readings, minute, (all, looked) => {
        const previous = all
          .map(({ minute: at, ...each }) => ({ ...each, at: at * 60_000 }))
          .toSorted((a, b) => a.at - b.at);
        const near = previous.filter(({ at }) => Math.abs(at - looked * 60_000) <= 15 * 60_000);
        const isEnough = new Set(near.map(({ daysBack }) => daysBack)).size >= 2;
        expect(valuesAtTimeOf(previous, looked * 60_000)).toEqual(
          isEnough ? near.map(({ value }) => value) : [],
        );
      }),
    );
  });
});
