import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mostStatistics } from '../../../lambdas/domain/policy/cloudwatch-statistics.ts';
import { readingWindows } from '../../../lambdas/evidence/metrics/metric-data-windows.ts';

const dayMs = 86_400_000;
/** Two hours of a Wednesday: the days alike are 1, 2 and 7 back. */
const from = new Date('2026-11-25T10:01:00Z');
const until = new Date('2026-11-25T12:03:30Z');
const windowsFor = (statistics: number, more: { readonly from?: Date; readonly until?: Date } = {}) => {
  const wanted = { from, until, statistics, queries: statistics + 1, periods: [60], ...more };
  const { recent, previous } = readingWindows(wanted);
  return { recent, previous, calls: 1 + previous.length };
};
const days = (earlier: Date, later: Date) => (later.getTime() - earlier.getTime()) / dayMs;

describe('the calls for a reading and its previous days', () => {
  it.each([
    [1, [1, 2, 7]],
    [5, [1, 2, 7]],
    [6, [1, 2]],
  ])('are one for each day as long as the bill allows it: %d statistics', (statistics, expected) => {
    const { recent, previous } = windowsFor(statistics);
    expect(recent).toEqual({ from, until });
    expect(previous.map((one) => [days(one.from, from), days(one.until, until)])).toEqual(
      expected.map((day) => [day, day]),
    );
  });

  it('are one for two days when they must be few, without the hours between', () => {
    const { recent, previous } = windowsFor(10);
    expect(recent).toEqual({ from, until });
    expect(previous.map((one) => [days(one.from, from), days(one.until, until)])).toEqual([[2, 1]]);
    const keeps = (minutes: number) => previous[0]?.keeps?.(from.getTime() - 2 * dayMs + minutes * 60_000);
    expect([0, 122, 123, 1439, 1440].map(keeps)).toEqual([true, true, false, false, true]);
  });

  it('are one for all when only one can be paid', () => {
    const { recent, previous } = windowsFor(20);
    expect([previous, days(recent.from, from), recent.until]).toEqual([[], 2, until]);
    expect(recent.keeps?.(from.getTime() - 60_000)).toBe(false);
    expect(recent.keeps?.(from.getTime() + 7 * dayMs)).toBe(true);
  });

  it('take the nearest two days of any kind where days alike are too far for one call', () => {
    const sunday = { from: new Date('2026-11-29T10:00:00Z'), until: new Date('2026-11-29T12:00:00Z') };
    const { previous } = windowsFor(8, sunday);
    expect(previous.map((one) => days(one.from, sunday.from))).toEqual([7]);
    expect(days(windowsFor(20, sunday).recent.from, sunday.from)).toBe(2);
  });

  it('begin with a period of every metric', () => {
    const { recent, previous } = readingWindows({
      from,
      until,
      statistics: 2,
      queries: 2,
      periods: [60, 300],
    });
    expect(recent.from.toISOString()).toBe('2026-11-25T10:00:00.000Z');
    expect(previous[0]?.from.toISOString()).toBe('2026-11-24T10:00:00.000Z');
  });

  it('are never billed for more than is allowed, nor hold more points than a call may, whenever', () => {
    const start = fc.integer({ min: Date.parse('2026-11-01'), max: Date.parse('2026-12-01') });
    const statistics = fc.integer({ min: 1, max: mostStatistics });
    fc.assert(
      fc.property(start, fc.integer({ min: 60, max: 2000 }), statistics, (at, minutes, each) => {
        const looked = { from: new Date(at), until: new Date(at + minutes * 60_000) };
        const { recent, previous, calls } = windowsFor(each, looked);
        expect(calls * each).toBeLessThanOrEqual(mostStatistics);
        for (const one of [recent, ...previous]) {
          expect(days(one.from, one.until) * 1440 * (each + 1)).toBeLessThanOrEqual(100_800);
        }
        for (const one of previous) expect(one.until.getTime()).toBeLessThanOrEqual(looked.until.getTime());
      }),
    );
  });
});
