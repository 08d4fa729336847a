import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { StepPhase } from '../../../../lambdas/domain/records/plan.ts';
import { watchedGuards } from '../../../../lambdas/domain/response/recovery/check-guard-metric.ts';
import { graceSeconds, judgeRecovery } from '../../../../lambdas/domain/response/recovery/judge-recovery.ts';
import type { RecoveryInput } from '../../../../lambdas/domain/response/recovery/recovery-input.ts';
import { watchExpectation } from '../../../../lambdas/domain/response/recovery/watch-expectation.ts';
import { aReading, metricsEvidence, minutes } from '../../../support/builders/builders.ts';
import { aStep } from '../../../support/builders/records.ts';

const expectation = { ...aStep().expectation, settleSeconds: 60, withinSeconds: 300, goodReadings: 3 };
const since = new Date('2026-11-23T02:04:04.000Z');
const from = '2026-11-23T02:04:00.000Z';
/** The first reading that counts is that of 02:06; the first two are before the action has settled. */
const settling = [41, 20];
const at = (time: string) => new Date(`2026-11-23T${time}.000Z`);

function judge(errorRate: readonly (number | null)[], overrides: Partial<RecoveryInput> = {}) {
  return judgeRecovery({
    expectation,
    guards: [],
    series: {
      errorRate: minutes(from, [...settling, ...errorRate]),
      traffic: minutes(
        from,
        Array.from({ length: 60 }, () => 1200),
      ),
    },
    leastTraffic: 240,
    periodSeconds: 60,
    since,
    settledAt: since,
    deadlineAt: at('02:09:04'),
    now: at('02:09:05'),
    ...overrides,
  }).state;
}

const latency = { metric: 'latencyP99', factor: 1.5, before: 400 } as const;
const latencySeries = (values: readonly number[]) => ({
  errorRate: minutes(from, [...settling, 0.4, 0.4, 0.4]),
  latencyP99: minutes(from, [2000, 2000, ...values]),
});

describe('recovery', () => {
  it('is seen in three good readings in a row after settling', () => {
    expect(judge([0.4, 0.4, 0.4])).toBe('recovered');
    expect(judge([0.4, 0.4], { now: at('02:08:05') })).toBe('not-yet');
  });

  it('takes a row that reaches to the newest reading', () => {
    expect(judge([0.4, 0.4, 0.4, 5], { now: at('02:09:05'), deadlineAt: at('02:12:00') })).toBe('recovered');
    expect(judge([0.4, 0.4, 0.4, 5], { now: at('02:10:05') })).toBe('no-better');
  });

  it('does not take readings from before it settled, nor of a minute that is not over', () => {
    expect(judge([], { now: at('02:06:30') })).toBe('not-yet');
    expect(judge([0.4, 0.4, 0.4], { now: at('02:08:59') })).toBe('not-yet');
  });

  it('is not broken by newest readings that come late', () => {
    expect(judge([0.4, 0.4, 0.4, null, null], { now: at('02:11:01'), deadlineAt: at('02:12:00') })).toBe(
      'recovered',
    );
  });

  it('is not seen in a metric that stopped', () => {
    expect(judge([0.4, 0.4, 0.4], { now: at('02:20:00') })).toBe('inconclusive');
  });

  it('is not seen over a gap', () => {
    expect(judge([0.4, 0.4, null, 0.4], { now: at('02:10:05'), deadlineAt: at('02:12:00') })).toBe('not-yet');
  });

  it('is not seen with much less traffic than usual', () => {
    const errorRate = minutes(from, [...settling, 0, 0, 0]);
    const withTraffic = (requests: number, overrides: Partial<RecoveryInput> = {}) =>
      judge([], {
        series: {
          errorRate,
          traffic: minutes(
            from,
            Array.from({ length: 60 }, () => requests),
          ),
        },
        ...overrides,
      });
    expect(withTraffic(239)).toBe('inconclusive');
    expect(withTraffic(239, { now: at('02:09:00'), deadlineAt: at('02:12:00') })).toBe('not-yet');
    expect(withTraffic(240)).toBe('recovered');
    expect(withTraffic(1, { leastTraffic: null })).toBe('recovered');
  });

  it('is missed by bad readings, however little traffic they have', () => {
    const errorRate = minutes(from, [...settling, 40, 40, 40]);
    const traffic = minutes(
      from,
      Array.from({ length: 60 }, () => 5),
    );
    expect(judge([], { series: { errorRate, traffic } })).toBe('no-better');
  });

  it('is not seen without traffic', () => {
    const errorRate = minutes(from, [...settling, 0, 0, 0]);
    for (const traffic of [[], minutes(from, [9, 9, 0, 0, 0]), minutes(from, [9, 9, null, null, null])]) {
      expect(judge([], { series: { errorRate, traffic } })).toBe('inconclusive');
    }
    expect(judge([], { series: { errorRate } })).toBe('recovered');
  });

  it('is given up at the deadline when the readings are bad', () => {
    expect(judge([30, 30, 30])).toBe('no-better');
    expect(judge([30, 30, 30], { now: at('02:09:03') })).toBe('not-yet');
  });

  it('may be completed shortly after the deadline once it has begun, but not for ever', () => {
    expect(judge([30, 30, 0.4, 0.4], { now: at('02:10:05') })).toBe('not-yet');
    const late = new Date(at('02:09:04').getTime() + graceSeconds(expectation) * 1000);
    const flapping = [30, 30, 0.4, 30, 30, 0.4, 30, 0.4, 0.4];
    expect(judge(flapping, { now: late })).toBe('no-better');
  });

  it('is inconclusive at the deadline when there is no data', () => {
    expect(judge([])).toBe('inconclusive');
    expect(judge([null, null, null])).toBe('inconclusive');
  });

  it('can be expected above a threshold', () => {
    const above = { ...expectation, comparison: 'above', threshold: 50 } as const;
    expect(judge([60, 70, 80], { expectation: above })).toBe('recovered');
  });

  it('is worse when a guard metric stays above its limit, even if the expectation is met', () => {
    const guards = [latency];
    expect(judge([], { guards, series: latencySeries([900, 950, 990]) })).toBe('worse');
    expect(judge([], { guards, series: latencySeries([400, 410, 990]) })).toBe('recovered');
    expect(judge([], { guards, series: latencySeries([600, 610, 640]) })).toBe('recovered');
  });

  it('does not call noise on a small value worse', () => {
    const guards = [{ metric: 'errorRate', factor: 1.5, before: 0 } as const];
    expect(judge([0.2, 0.3, 0.2], { guards })).toBe('recovered');
  });

  it('cannot be worse than a value that is not known', () => {
    expect(
      judge([], { guards: [{ ...latency, before: null }], series: latencySeries([900, 950, 990]) }),
    ).toBe('recovered');
  });

  const series = fc.array(fc.oneof(fc.constant(null), fc.double(), fc.double({ min: 0, max: 2 })), {
    maxLength: 30,
  });

  it('never throws, and is never seen without so many good readings', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 0, max: 40 }), (values, minute) => {
        const now = new Date(since.getTime() + minute * 60_000);
        const state = judge(values, { now, deadlineAt: now });
        const good = values.filter((value) => value !== null && value < expectation.threshold).length;
        if (good < expectation.goodReadings) expect(state).not.toBe('recovered');
      }),
    );
  });

  it('is never seen when readings are missing, whatever went missing', () => {
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.constantFrom<'errorRate' | 'traffic'>('errorRate', 'traffic'),
        (missing, metric) => {
          const full = {
            errorRate: minutes(from, [...settling, 0.4, 0.4, 0.4]),
            traffic: minutes(from, [900, 900, 900, 900, 900]),
          };
          expect(judge([], { series: full })).toBe('recovered');
          const points = full[metric].map((point, index) =>
            index === missing + 2 ? { ...point, value: null } : point,
          );
          expect(judge([], { series: { ...full, [metric]: points } })).not.toBe('recovered');
        },
      ),
    );
  });

  it('does not depend on the order of the points or on duplicates', () => {
    fc.assert(
      fc.property(series, (values) => {
        const points = minutes(from, values);
        const state = judge([], { series: { errorRate: points } });
        expect(judge([], { series: { errorRate: [...points.toReversed(), ...points] } })).toBe(state);
      }),
    );
  });
});

describe('what is judged by', () => {
  it('is, without an action, that the most telling metric is back at its baseline', () => {
    const reading = aReading({ baseline: { median: 0.4, deviation: 0.1, samples: 60 } });
    expect(watchExpectation([aReading({ name: 'latencyP99' }), reading])).toMatchObject({
      metric: 'errorRate',
      threshold: 1.4,
    });
    expect(watchExpectation([aReading({ baseline: null })])).toBeNull();
    expect(watchExpectation([])).toBeNull();
  });

  it('is, for guard metrics that were lower than usual, what is usual', () => {
    const baseline = { median: 420, deviation: 9, samples: 60 };
    const read = (current: number | null, phase: StepPhase = 'stabilize') =>
      watchedGuards(
        aStep().guardMetrics,
        [metricsEvidence([aReading({ name: 'latencyP99', unit: 'milliseconds', current, baseline })])],
        phase,
      )[0]?.before;
    expect([read(150), read(900), read(null)]).toEqual([420, 900, null]);
    expect([read(150, 'restore'), read(900, 'restore')]).toEqual([420, 420]);
  });

  it('is, for guard metrics, their value before the action', () => {
    const evidence = [metricsEvidence([aReading({ name: 'latencyP99', current: 420 })])];
    expect(watchedGuards(aStep().guardMetrics, evidence, 'stabilize')).toEqual([
      { metric: 'latencyP99', factor: 1.5, before: 420 },
    ]);
    expect(watchedGuards(aStep().guardMetrics, [], 'stabilize')).toEqual([
      { metric: 'latencyP99', factor: 1.5, before: null },
    ]);
  });
});
