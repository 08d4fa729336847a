import { describe, expect, it } from '@jest/globals';
import { joinCourse } from '../../../../lambdas/domain/triage/series/metrics-course.ts';
import { minutes } from '../../../support/builders/builders.ts';

const now = new Date('2026-11-23T04:00:00.000Z');
const looks = (from: string, values: readonly number[]) => [
  { name: 'errorRate' as const, points: minutes(from, values) },
];

describe('the course of the metrics', () => {
  it('joins what was read one after the other, each minute once, in order of time', () => {
    const first = joinCourse(undefined, looks('2026-11-23T02:10:00.000Z', [1, 2, 3]), now);
    const second = joinCourse(first, looks('2026-11-23T02:08:00.000Z', [8, 9, 10]), now);
    expect(second.readings).toEqual([
      { name: 'errorRate', points: minutes('2026-11-23T02:08:00.000Z', [8, 9, 10, 2, 3]) },
    ]);
  });

  it('keeps what another look did not read', () => {
    const first = joinCourse(undefined, looks('2026-11-23T02:10:00.000Z', [1]), now);
    const { readings } = joinCourse(first, [{ name: 'traffic', points: [] }], now);
    expect(readings.map(({ name, points }) => [name, points.length])).toEqual([
      ['errorRate', 1],
      ['traffic', 0],
    ]);
  });

  it('keeps the newest of what takes long', () => {
    const long = Array.from({ length: 700 }, (_, minute) => minute);
    const { readings } = joinCourse(undefined, looks('2026-11-23T02:00:00.000Z', long), now);
    expect(readings[0]?.points).toHaveLength(480);
    expect(readings[0]?.points.at(-1)?.value).toBe(699);
  });
});
