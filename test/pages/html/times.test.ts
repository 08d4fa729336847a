import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { html, renderHtml } from '../../../lambdas/pages/html/html.ts';
import { withTimes } from '../../../lambdas/pages/html/times.ts';

const timesIn = (text: string, near: string | null) =>
  [...renderHtml(html`${withTimes(text, near)}`).matchAll(/datetime="([^"]+)"( data-day)?/g)].map(
    ([, at, day]) => [at, day !== undefined] as const,
  );

describe('the times of a sentence', () => {
  it('are the exact ones, and those of the day nearest to a known time', () => {
    const text = 'Since 2026-11-23T23:50:12.500Z, read at 00:10 UTC';
    expect(timesIn(text, '2026-11-24T00:15:00.000Z')).toEqual([
      ['2026-11-23T23:50:12Z', true],
      ['2026-11-24T00:10:00Z', false],
    ]);
    expect(timesIn('until 23:58:30 UTC', '2026-11-24T00:15:00.000Z')).toEqual([
      ['2026-11-23T23:58:30Z', false],
    ]);
  });

  it('leave a time of the day as it is where it is not known of which day', () => {
    expect(renderHtml(html`${withTimes('at 02:14 UTC', null)}`)).toBe('at 02:14 UTC');
    expect(renderHtml(html`${withTimes('at 02:14 UTC', 'soon')}`)).toBe('at 02:14 UTC');
    expect(timesIn('at 27:14 UTC or 9999-99-99T99:99:99Z', '2026-11-24T00:15:00.000Z')).toEqual([]);
  });

  it('are never further away than half a day', () => {
    const time = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, (told, near) => {
        const [[at] = ['']] = timesIn(`${told.toISOString().slice(11, 19)} UTC`, near.toISOString());
        expect(Math.abs(Date.parse(at ?? '') - near.getTime())).toBeLessThanOrEqual(12 * 3_600_000 + 1000);
      }),
    );
  });
});
