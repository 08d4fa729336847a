import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assessSeries, type MetricSeries } from '../../../../lambdas/domain/triage/series/assess-series.ts';
import { median, medianDeviation } from '../../../../lambdas/domain/triage/series/robust-statistics.ts';
import { onGrid } from '../../../../lambdas/domain/triage/series/series-grid.ts';
import { minutes } from '../../../support/builders/builders.ts';

const startedAt = new Date('2026-11-23T02:01:00.000Z');
const from = '2026-11-23T00:01:00.000Z';

/** An hour and 45 minutes of the usual, then these. */
function aSeries(after: readonly (number | null)[], usual: (number | null)[] = []): MetricSeries {
  const before = Array.from({ length: 120 }, (_, index) =>
    usual.length > 0 ? (usual[index % usual.length] ?? null) : 0.3 + 0.05 * (index % 3),
  );
  const points = minutes(from, [...before, ...after]);
  return { name: 'errorRate', unit: 'percent', periodSeconds: 60, points, query: 'q' };
}

describe('median and deviation', () => {
  it.each([
    [[], null],
    [[3], 3],
    [[1, 100], 50.5],
    [[5, 1, 9], 5],
  ])('the median of %j is %j', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('is not moved by an outlier', () => {
    expect(medianDeviation([1, 2, 3, 4, 1000], 3)).toBeCloseTo(1.4826);
  });
});

describe('a series on its grid', () => {
  const window = { from: new Date(from), until: new Date('2026-11-23T00:04:30.000Z'), periodSeconds: 60 };
  const at = Date.parse(from);

  it('shows what is missing, or is no number, as a gap, and leaves out the minute that is not over', () => {
    const raw = [
      { at, value: 1 },
      { at: at + 60_000, value: Number.NaN },
      { at: at + 180_000, value: 9 },
    ];
    expect(onGrid(raw, window).map(({ value }) => value)).toEqual([1, null, null]);
  });

  it('is empty for a window without a whole period', () => {
    expect(onGrid([], { ...window, until: new Date(from) })).toEqual([]);
  });
});

describe('an assessed series', () => {
  it('knows its baseline with the samples, its onset and how bad it is since', () => {
    const reading = assessSeries(aSeries([41, 42]), startedAt);
    expect(reading.baseline).toMatchObject({ samples: 105 });
    expect(reading.baseline?.median).toBeCloseTo(0.35);
    expect(reading.onsetAt).toBe('2026-11-23T02:01:00.000Z');
    expect(reading.current).toBe(41.5);
  });

  it('finds an onset before the alert said so', () => {
    const usual = aSeries([]).points.map(({ value }) => value);
    const points = minutes(from, [...usual.slice(0, 117), 40, 41, 40, 41, 40]);
    expect(assessSeries({ ...aSeries([]), points }, startedAt).onsetAt).toBe('2026-11-23T01:58:00.000Z');
  });

  it.each<[string, (number | null)[]]>([
    ['when nothing changes', [0.3, 0.4, 0.35]],
    ['for one reading a little outside', [0.9]],
    ['for a peak that is over', [40, 0.3, 0.3]],
    ['when the newest readings are missing', [null, null]],
  ])('has no onset %s', (_, after) => {
    expect(assessSeries(aSeries(after), startedAt).onsetAt).toBeNull();
  });

  it('has no current value when the metric stopped', () => {
    expect(assessSeries(aSeries([null, null, null, null, null, null]), startedAt).current).toBeNull();
  });

  it('has no baseline from four readings', () => {
    const series = { ...aSeries([]), points: minutes('2026-11-23T01:40:00.000Z', [1, 1, 1, 1]) };
    expect(assessSeries(series, startedAt)).toMatchObject({ baseline: null, onsetAt: null });
  });

  it('sees traffic that goes away', () => {
    const series = { ...aSeries([3, 2, 2], [1200, 1250, 1220]), name: 'traffic' as const };
    expect(assessSeries(series, startedAt).onsetAt).toBe('2026-11-23T02:01:00.000Z');
  });

  it('never throws, and never gives what is not a number, whatever the series', () => {
    const value = fc.option(fc.oneof(fc.double(), fc.constantFrom(0, 1e308, -1e308)), { nil: null });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), (values) => {
        const points = minutes(
          from,
          values.map((each) => (each !== null && Number.isFinite(each) ? each : null)),
        );
        const { current, baseline, onsetAt } = assessSeries({ ...aSeries([]), points }, startedAt);
        return (
          (current === null || !Number.isNaN(current)) &&
          (baseline === null || !Number.isNaN(baseline.median)) &&
          (onsetAt === null || points.some(({ at }) => at === onsetAt))
        );
      }),
    );
  });
});
