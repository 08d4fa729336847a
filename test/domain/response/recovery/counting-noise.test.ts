import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { failedTooMany } from '../../../../lambdas/domain/response/recovery/counting-noise.ts';
import { judgeRecovery } from '../../../../lambdas/domain/response/recovery/judge-recovery.ts';
import type { RecoveryInput } from '../../../../lambdas/domain/response/recovery/recovery-input.ts';
import { minutes } from '../../../support/builders/builders.ts';
import { aStep } from '../../../support/builders/records.ts';

const expectation = { ...aStep().expectation, threshold: 1, settleSeconds: 0, goodReadings: 3 };
const from = '2026-11-23T02:04:00.000Z';
const since = new Date(from);
const after = (minute: number) => new Date(since.getTime() + minute * 60_000);

/** Failed requests of each minute, of so many; judged when the last one is over. */
function judge(failed: readonly number[], requests: number, overrides: Partial<RecoveryInput> = {}) {
  const now = after(failed.length);
  const rates = failed.map((count) => Number(((100 * count) / requests).toPrecision(5)));
  const traffic = failed.map(() => requests);
  return judgeRecovery({
    expectation,
    guards: [],
    series: { errorRate: minutes(from, rates), traffic: minutes(from, traffic) },
    leastTraffic: 15,
    periodSeconds: 60,
    since,
    settledAt: since,
    deadlineAt: now,
    now,
    ...overrides,
  }).state;
}

describe('one failed request of few', () => {
  it('does not end a row of good readings', () => {
    expect(judge([0, 1, 0, 0], 73)).toBe('recovered');
    expect(judge([0, 0, 1, 0], 73)).toBe('recovered');
  });

  it('is no good reading either', () => {
    expect(judge([0, 1, 0], 73)).toBe('not-yet');
    expect(judge([1, 1, 1], 73)).not.toBe('recovered');
  });

  it('lets a recovery that has begun be completed after the deadline', () => {
    expect(judge([0, 0, 1], 73)).toBe('not-yet');
    expect(judge([30, 30, 1], 73)).toBe('not-yet');
  });

  it('leaves it to people at the very end, and undoes nothing', () => {
    expect(judge([...Array<number>(9).fill(30), 1], 73, { deadlineAt: since })).toBe('inconclusive');
  });

  it('is chance only once in a row, however it is spread', () => {
    expect(judge([0, 2, 0, 0], 73)).not.toBe('recovered');
    expect(judge([0, 1, 0, 1, 0, 1, 0, 1], 10, { leastTraffic: 1 })).toBe('not-yet');
    expect(judge(Array<number>(12).fill(2), 73, { deadlineAt: since })).toBe('no-better');
  });

  it('makes no difference among many', () => {
    expect(judge([0, 0, 130, 0, 0], 10_000)).toBe('not-yet');
  });

  it('makes nothing worse that it is not', () => {
    const guards = [{ metric: 'errorRate', factor: 1.5, before: 0 }] as const;
    expect(judge([0, 0, 1, 1], 73, { guards })).not.toBe('worse');
    expect(judge([0, 0, 2, 2], 73, { guards })).toBe('worse');
  });
});

describe('counting', () => {
  it('takes whole requests: a share of other ones is not excused', () => {
    expect(failedTooMany('errorRate', { value: 5.5, requests: 20 }, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(failedTooMany('errorRate', { value: 5, requests: 20 }, 1)).toBeCloseTo(0.8);
  });

  it.each([
    ['the traffic is not known', 'errorRate', null],
    ['there was none', 'errorRate', 0],
    ['the metric is no share of requests', 'saturation', 20],
  ] as const)('excuses nothing where %s', (_, metric, requests) => {
    expect(failedTooMany(metric, { value: 5, requests }, 1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('makes it worse as soon as each reading has a request too many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 3000 }), fc.integer({ min: 0, max: 20 }), (requests, more) => {
        const failed = Math.min(requests, Math.ceil(requests / 100) + 1 + more);
        const state = judge([failed, failed, failed, failed], requests, {
          guards: [{ metric: 'errorRate', factor: 1, before: 0 }],
        });
        expect(state).toBe('worse');
      }),
    );
  });
});
