import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MetricReading, metricNames } from '../../../../lambdas/domain/records/evidence.ts';
import { assessSeries } from '../../../../lambdas/domain/triage/series/assess-series.ts';
import { onGrid } from '../../../../lambdas/domain/triage/series/series-grid.ts';
import { startedAt } from '../../../support/builders/synthetic-series.ts';

const oddNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, -5e-324, Number.NaN, Infinity, -Infinity),
  fc.integer({ min: 0, max: 100 }),
);
const windowFrom = Date.parse('2026-11-23T00:01:00.000Z');
const minute = fc.integer({ min: 0, max: 129 });
const point = fc.record({
  at: fc.oneof(
    minute.map((offset) => new Date(windowFrom + offset * 60_000).toISOString()),
    fc.constantFrom('no time', ''),
  ),
  value: fc.option(oddNumber, { nil: null }),
});
const previous = fc.record({
  at: fc.oneof(
    fc
      .tuple(minute, fc.integer({ min: 0, max: 9 }))
      .map(([at, day]) => windowFrom + (at - 1440 * day) * 60_000),
    fc.constantFrom(Number.NaN, Infinity),
  ),
  value: oddNumber,
});
const oddSeries = fc.record({
  name: fc.constantFrom(...metricNames),
  unit: fc.constant('count' as const),
  periodSeconds: fc.constantFrom(60, 300),
  points: fc.array(point, { maxLength: 160 }),
  previous: fc.array(previous, { maxLength: 120 }),
  query: fc.constant('q'),
});

function numbersIn({ points, current, baseline }: MetricReading): readonly (number | null)[] {
  return [
    ...points.map(({ value }) => value),
    current,
    ...(baseline === null ? [] : [baseline.median, baseline.deviation, baseline.samples]),
  ];
}

describe('any series, however odd', () => {
  it('throws nothing and yields finite numbers only', () => {
    fc.assert(
      fc.property(oddSeries, (series) => {
        const reading = assessSeries(series, startedAt);
        expect(numbersIn(reading).filter((value) => value !== null && !Number.isFinite(value))).toEqual([]);
        expect([null, ...reading.points.map(({ at }) => at)]).toContain(reading.onsetAt);
        expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
      }),
    );
  });

  it('says the same shuffled and with points twice', () => {
    const mixed = oddSeries.chain((series) =>
      fc.record({
        series: fc.constant(series),
        points: fc.shuffledSubarray([...series.points, ...series.points], {
          minLength: series.points.length * 2,
        }),
        previous: fc.shuffledSubarray([...series.previous, ...series.previous], {
          minLength: series.previous.length * 2,
        }),
      }),
    );
    fc.assert(
      fc.property(mixed, ({ series, points, previous: before }) => {
        expect(assessSeries({ ...series, points, previous: before }, startedAt)).toEqual(
          assessSeries(series, startedAt),
        );
      }),
    );
  });

  it('is put on its grid the same way in any order and with points twice', () => {
    const raw = fc.array(fc.record({ at: minute.map((at) => windowFrom + at * 40_000), value: oddNumber }));
    const window = { from: new Date(windowFrom), until: new Date(windowFrom + 7_200_000), periodSeconds: 60 };
    fc.assert(
      fc.property(
        raw.chain((points) =>
          fc.tuple(
            fc.constant(points),
            fc.shuffledSubarray([...points, ...points], { minLength: points.length * 2 }),
          ),
        ),
        ([points, mixed]) => {
          expect(onGrid(mixed, window)).toEqual(onGrid(points, window));
        },
      ),
    );
  });
});
