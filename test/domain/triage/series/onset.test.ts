import { describe, expect, it } from '@jest/globals';
import { assessSeries } from '../../../../lambdas/domain/triage/series/assess-series.ts';
import {
  everyDay,
  from,
  minuteAt,
  noise,
  series,
  startedAt,
} from '../../../support/builders/synthetic-series.ts';

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
const minuteOf = (at: string | null): number | null =>
  at === null ? null : (Date.parse(at) - Date.parse(from)) / 60_000;

describe('the onset', () => {
  it.each([60, 100, 118, 121, 126])('of a level shift at minute %s is found to the minute', (at) => {
    const off = seeds.filter((seed) => {
      const next = noise(seed);
      const latency = series('latencyP99', (minute) => (minute < at ? 200 : 900) + 15 * next());
      return minuteOf(assessSeries(latency, startedAt).onsetAt) !== at;
    });
    expect(off).toEqual([]);
  });

  it('of a slow ramp is found before it is far outside, also when it began long before the alert', () => {
    for (const seed of seeds) {
      const next = noise(seed);
      const ramp = series('latencyP99', (minute) => 200 + 10 * Math.max(0, minute - 70) + 10 * next());
      const onset = minuteOf(assessSeries(ramp, startedAt).onsetAt);
      expect(onset).toBeGreaterThanOrEqual(70);
      expect(onset).toBeLessThanOrEqual(80);
    }
  });

  it('is not in noise, whatever the seed', () => {
    const blamed = seeds.filter((seed) => {
      const next = noise(seed);
      const noisy = series('errorRate', () => Math.max(0, 1 + 0.4 * next()));
      return assessSeries(noisy, startedAt).onsetAt !== null;
    });
    expect(blamed).toEqual([]);
  });

  it('is not a spike that passed, nor a degradation that was over before we looked', () => {
    const spike = series('errorRate', (minute) => (minute === 122 ? 60 : 0.3));
    const over = series('errorRate', (minute) => (minute >= 112 && minute < 126 ? 40 : 0.3));
    expect(assessSeries(spike, startedAt).onsetAt).toBeNull();
    expect(assessSeries(over, startedAt)).toMatchObject({ onsetAt: null, current: 0.3 });
  });

  it('is one far reading alone, but not one that has only just left', () => {
    const last = (value: number) =>
      assessSeries(
        series('errorRate', (minute) => (minute === 129 ? value : 0.3)),
        startedAt,
      ).onsetAt;
    expect(last(40)).toBe(minuteAt(129));
    expect(last(1.5)).toBeNull();
  });

  it('survives readings that are missing and one that is usual in between', () => {
    const patchy = series('errorRate', (minute) => {
      if (minute < 119) return 0.3;
      if (minute === 121 || minute === 124) return null;
      return minute === 123 ? 0.3 : 35;
    });
    expect(assessSeries(patchy, startedAt)).toMatchObject({ onsetAt: minuteAt(119), qualityFlags: ['gaps'] });
  });

  it('is found in both directions in traffic, and only upwards in what is better when it is less', () => {
    const falls = (name: 'traffic' | 'latencyP99') =>
      assessSeries(
        series(name, (minute) => (minute < 118 ? 500 + (minute % 7) : 20)),
        startedAt,
      ).onsetAt;
    expect(falls('traffic')).toBe(minuteAt(118));
    expect(falls('latencyP99')).toBeNull();
  });
});

describe('the rhythm of the day', () => {
  const busy = (minute: number) => (minute < 110 ? 300 : 900);

  it('is no onset: traffic that rises at this time every day', () => {
    expect(assessSeries(series('traffic', busy, everyDay(busy)), startedAt).onsetAt).toBeNull();
    expect(assessSeries(series('traffic', busy), startedAt).onsetAt).toBe(minuteAt(110));
  });

  it('excuses no errors: a failure every night is still one', () => {
    const nightly = (minute: number) => (minute < 110 ? 0.3 : 40);
    expect(assessSeries(series('errorRate', nightly, everyDay(nightly)), startedAt).onsetAt).toBe(
      minuteAt(110),
    );
  });

  it('is not known from one day: yesterday may have been odd', () => {
    const [yesterday] = everyDay(busy);
    const once = series('traffic', busy, yesterday === undefined ? [] : [yesterday]);
    expect(assessSeries(once, startedAt).onsetAt).toBe(minuteAt(110));
  });

  it('compares a working day with working days', () => {
    // Today is a Monday: one and two days back is the weekend.
    const previous = everyDay(busy).map(({ daysBack }) => ({
      daysBack,
      value: (minute: number) => (daysBack <= 2 ? 50 : busy(minute)),
    }));
    const { baseline, onsetAt } = assessSeries(series('traffic', busy, previous), startedAt);
    expect({ baseline, onsetAt }).toEqual({
      baseline: { median: 300, deviation: 0, samples: 105 + 5 * 105 },
      onsetAt: null,
    });
  });
});

describe('the baseline', () => {
  it('is of the hours before and of previous days together, as long as they agree', () => {
    const usual = () => 0.3;
    expect(assessSeries(series('errorRate', usual, everyDay(usual)), startedAt).baseline).toEqual({
      median: 0.3,
      deviation: 0,
      samples: 105 + 5 * 105,
    });
  });

  it('is of the hours before alone when today is another level: nothing is to be compared with the past', () => {
    const next = noise(3);
    const today = series(
      'latencyP99',
      () => 400 + 5 * next(),
      everyDay(() => 100),
    );
    const reading = assessSeries(today, startedAt);
    expect(reading.baseline?.median).toBeGreaterThan(390);
    expect(reading).toMatchObject({ onsetAt: null, baseline: { samples: 105 } });
  });

  it('is of previous days when the degradation is older than most of the hours before', () => {
    const old = series(
      'errorRate',
      (minute) => (minute < 35 ? 0.3 : 30),
      everyDay(() => 0.3),
    );
    expect(assessSeries(old, startedAt)).toMatchObject({ onsetAt: minuteAt(35), baseline: { median: 0.3 } });
  });

  it('leaves out what a measured onset says is part of the degradation already', () => {
    const early = series('errorRate', (minute) => (minute < 80 ? 0.3 : 30));
    expect(assessSeries(early, startedAt)).toMatchObject({
      onsetAt: minuteAt(80),
      baseline: { median: 0.3, deviation: 0, samples: 75 },
    });
  });

  it('is of previous days alone for a series that had nothing to show in the hours before', () => {
    const batch = series(
      'latencyP99',
      (minute) => (minute > 118 ? 150 : null),
      everyDay(() => 140),
    );
    expect(assessSeries(batch, startedAt)).toMatchObject({
      baseline: { median: 140, samples: 525 },
      onsetAt: null,
      qualityFlags: ['sparse', 'constant'],
    });
  });
});

describe('an odd series', () => {
  it('that is quiet with peaks is bursty, and its usual peaks are no onset', () => {
    const bursty = (last: number) =>
      assessSeries(
        series('errorRate', (minute) => (minute >= 128 ? last : minute % 17 === 0 ? 8 + (minute % 3) : 0)),
        startedAt,
      );
    expect(bursty(9)).toMatchObject({ qualityFlags: ['bursty'], onsetAt: null });
    expect(bursty(60).onsetAt).toBe(minuteAt(128));
  });

  it('that is a running total is read as what was added, and a restart as such', () => {
    let total = 5000;
    const counted = series('traffic', (minute) => {
      total = minute === 60 ? 20 : total + 100;
      return total;
    });
    expect(assessSeries(counted, startedAt)).toMatchObject({
      baseline: { median: 100 },
      current: 100,
      onsetAt: null,
      qualityFlags: ['reset'],
    });
  });

  it('that stopped has no current value', () => {
    const stopped = series('traffic', (minute) => (minute > 123 ? null : 100 + (minute % 5)));
    expect(assessSeries(stopped, startedAt)).toMatchObject({ current: null, qualityFlags: ['stopped'] });
  });

  it('of one value has no baseline and no onset', () => {
    const lone = series('saturation', (minute) => (minute === 129 ? 97 : null));
    expect(assessSeries(lone, startedAt)).toMatchObject({
      baseline: null,
      onsetAt: null,
      current: 97,
      qualityFlags: ['sparse', 'short'],
    });
  });

  it('without a single reading says nothing', () => {
    expect(
      assessSeries(
        series('errorRate', () => null),
        startedAt,
      ),
    ).toMatchObject({
      baseline: null,
      onsetAt: null,
      current: null,
      qualityFlags: ['sparse', 'short'],
    });
  });
});
