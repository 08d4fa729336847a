import { describe, expect, it } from '@jest/globals';
import { type Measurement, median, percentile, verdictOf } from '../../../bench/measuring/measurement.ts';
import { renderTables } from '../../../bench/measuring/table.ts';

const measured = (changes: Partial<Measurement>): Measurement => ({
  suite: 'bundles',
  subject: 'receive-alert',
  figure: 'size',
  value: 53.8,
  unit: 'kB',
  target: { atMost: 60 },
  ...changes,
});

describe('a measurement', () => {
  it('meets a bound that it touches', () => {
    expect(verdictOf(measured({ value: 60 }))).toBe('ok');
    expect(verdictOf(measured({ value: 60, target: { atLeast: 60 } }))).toBe('ok');
  });

  it('misses a bound that it passes', () => {
    expect(verdictOf(measured({ value: 60.1 }))).toBe('missed');
    expect(verdictOf(measured({ value: 59.9, target: { atLeast: 60 } }))).toBe('missed');
  });

  it('is only reported when it has no target', () => {
    expect(verdictOf(measured({ target: null }))).toBe('reported');
  });

  it('is shown with unit, target and verdict in aligned columns', () => {
    expect(
      renderTables([
        measured({}),
        measured({ figure: 'process', value: 1.456, unit: 'times', target: null }),
      ]),
    ).toBe(
      [
        'bundles',
        '  subject        figure     value  target',
        '  receive-alert  size     53.8 kB   <= 60  ok',
        '  receive-alert  process    1.46x',
        '',
      ].join('\n'),
    );
  });
});

describe('the median', () => {
  it('is one of the values, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 3, 2, 1])).toBe(2);
  });
});

describe('a percentile', () => {
  it('is a value that this share of all is not above', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.5, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([50, 99, 100]);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });
});
