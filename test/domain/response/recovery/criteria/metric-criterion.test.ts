import { describe, expect, it } from '@jest/globals';
import {
  type MetricCriterionInput,
  metricCriterion,
} from '../../../../../lambdas/domain/response/recovery/criteria/metric-criterion.ts';
import { minutes } from '../../../../support/builders/builders.ts';

const from = '2026-11-23T02:06:00.000Z';
const at = (time: string) => new Date(`2026-11-23T${time}.000Z`);

function criterion(values: readonly (number | null)[], overrides: Partial<MetricCriterionInput> = {}) {
  return metricCriterion({
    metric: 'latencyP99',
    policy: 'required',
    baseline: { median: 400, deviation: 20, samples: 60 },
    points: minutes(from, values),
    goodReadings: 3,
    since: at('02:06:00'),
    now: at('02:09:05'),
    periodSeconds: 60,
    ...overrides,
  });
}

describe('a metric beside the promised one', () => {
  it('is met by so many readings in a row that are usual', () => {
    expect(criterion([410, 420, 430])).toEqual({
      id: 'latencyP99',
      required: true,
      label: 'p99 latency below 600 ms',
      state: 'met',
      text: '430 ms at 02:08 UTC',
    });
  });

  it('is not met by one that is unusual, and not known from fewer', () => {
    expect(criterion([410, 420, 600])?.state).toBe('not-met');
    expect(criterion([700, 420])?.state).toBe('not-met');
    expect(criterion([410, 420])?.state).toBe('unknown');
  });

  it('passes over one failed request of few, which is neither good nor bad', () => {
    const errorRate = (failed: readonly number[], requests: number) =>
      criterion(
        failed.map((count) => (100 * count) / requests),
        {
          metric: 'errorRate',
          baseline: { median: 0, deviation: 0, samples: 60 },
          traffic: minutes(
            from,
            failed.map(() => requests),
          ),
          now: new Date(Date.parse(from) + failed.length * 60_000 + 5000),
        },
      )?.state;
    expect(errorRate([0, 0, 1, 0], 6)).toBe('met');
    expect(errorRate([0, 0, 0, 1], 6)).toBe('met');
    expect(errorRate([0, 1, 0], 6)).toBe('unknown');
    expect(errorRate([0, 0, 0, 2], 6)).toBe('not-met');
    expect(errorRate([0, 1, 0, 1], 6)).toBe('not-met');
    expect(errorRate([0, 0, 0, 120], 6000)).toBe('not-met');
  });

  it('tells which reading spoils it, where the newest does not', () => {
    expect(criterion([410, 700, 420])).toMatchObject({
      state: 'not-met',
      text: '700 ms at 02:07 UTC, then 420 ms at 02:08 UTC',
    });
  });

  it('is not known without a reading since, nor from old ones', () => {
    expect(criterion([])).toMatchObject({ state: 'unknown', text: 'no reading since' });
    expect(criterion([], { points: undefined })).toMatchObject({
      state: 'unknown',
      text: 'no reading since',
    });
    expect(criterion([410, 420, 430], { since: at('02:09:00') })?.text).toBe('no reading since');
    expect(criterion([410, 420, 430], { now: at('02:12:00') })?.state).toBe('met');
    expect(criterion([410, 420, 430], { now: at('02:12:01') })).toMatchObject({
      state: 'unknown',
      text: 'last 430 ms at 02:08 UTC',
    });
  });

  it('is usual up to four deviations, half the baseline, or a little in its unit', () => {
    const below = (median: number, deviation: number) =>
      criterion([], { baseline: { median, deviation, samples: 60 } })?.label;
    expect(below(400, 100)).toBe('p99 latency below 800 ms');
    expect(below(400, 1)).toBe('p99 latency below 600 ms');
    expect(below(10, 1)).toBe('p99 latency below 60 ms');
    expect(
      criterion([], { metric: 'errorRate', baseline: { median: 0.2, deviation: 0, samples: 9 } })?.label,
    ).toBe('Error rate below 1.2 %');
  });

  it('follows what policy gives in place of the baseline', () => {
    const policy = { below: 500, use: 'shown' } as const;
    expect(criterion([410, 420, 499], { policy, baseline: null })).toMatchObject({
      label: 'p99 latency below 500 ms',
      required: false,
      state: 'met',
    });
    expect(criterion([410, 420, 500], { policy, baseline: null })?.state).toBe('not-met');
  });

  it('is not judged where nothing is known to compare with', () => {
    expect(criterion([410, 420, 430], { baseline: null })).toBeNull();
  });

  it('is, for a dead-letter queue, that it does not grow', () => {
    const queue = { metric: 'dlqDepth', baseline: null } as const;
    expect(criterion([12, 12, 9], queue)).toMatchObject({
      label: 'Messages in the dead-letter queue: stable or falling',
      state: 'met',
    });
    expect(criterion([12, 11, 12], queue)?.state).toBe('not-met');
    expect(criterion([12, 12], queue)?.state).toBe('unknown');
    const policy = { below: 10, use: 'required' } as const;
    expect(criterion([12, 12, 9], { ...queue, policy })).toMatchObject({
      label: 'Messages in the dead-letter queue below 10',
      state: 'not-met',
    });
  });
});
