import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countAround, hashText, jitter, unit, wander } from '../../../local/world/chance/noise.ts';

describe('repeatable chance', () => {
  it('gives numbers from 0 up to 1 that are spread evenly and differ from key to key', () => {
    const numbers = Array.from({ length: 4000 }, (_, counter) => unit(hashText('a'), counter));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    for (const from of [0, 0.25, 0.5, 0.75]) {
      const share = numbers.filter((one) => one >= from && one < from + 0.25).length / numbers.length;
      expect(share).toBeGreaterThan(0.22);
      expect(share).toBeLessThan(0.28);
    }
    expect(unit(hashText('b'), 1)).not.toBe(unit(hashText('a'), 1));
  });

  it('stays within its spread', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 2 ** 31 - 1 }), (text, counter) => {
        for (const value of [
          jitter(hashText(text), counter, 0.2),
          wander(hashText(text), counter, 23, 0.2),
        ]) {
          expect(Math.abs(value - 1)).toBeLessThanOrEqual(0.2 + 1e-9);
        }
      }),
    );
  });

  it.each([0.3, 4, 30, 100, 2000])('counts around a mean of %s, and scatters as chance does', (mean) => {
    const counts = Array.from({ length: 5000 }, (_, index) => countAround(mean, unit(7, index)));
    const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / counts.length;
    expect(Math.abs(average - mean)).toBeLessThan(0.05 * mean + 0.02);
    expect(variance / mean).toBeGreaterThan(0.8);
    expect(variance / mean).toBeLessThan(1.3);
    expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
  });

  it('counts nothing around zero', () => {
    expect(countAround(0, 0.99)).toBe(0);
  });
});
