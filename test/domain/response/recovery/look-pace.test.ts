import { describe, expect, it } from '@jest/globals';
import type { MetricPolicy } from '../../../../lambdas/domain/policy/schemas/metric-schema.ts';
import type { MetricName } from '../../../../lambdas/domain/records/evidence.ts';
import { isLookDue } from '../../../../lambdas/domain/response/recovery/look-pace.ts';
import { aService, metricsEvidence } from '../../../support/builders/builders.ts';
import { aStepRecord } from '../../../support/builders/records.ts';

const since = new Date('2026-11-23T02:05:00.000Z');
const statistic = (name: string) => ({ namespace: 'AWS/Lambda', name, dimensions: {}, stat: 'Sum' });
const metric = (...names: readonly string[]): MetricPolicy => ({
  unit: 'percent',
  periodSeconds: 60,
  cloudwatch: { metrics: Object.fromEntries(names.map((name) => [name, statistic(name)])), expression: 'e' },
});
const service = aService({
  metrics: {
    errorRate: metric('Errors', 'Invocations'),
    traffic: metric('Invocations'),
    latencyP99: metric('Duration'),
  },
});

/** The minutes of a wait in which is looked, after a triage that was billed for so many metrics. */
function lookedAt(minutes: number, triage: number, previous: readonly number[] = []): readonly number[] {
  const steps = previous.map((took, index) =>
    aStepRecord({
      index,
      result: { at: since.toISOString(), outcome: 'done', text: 'moved', postState: {} },
      verification: {
        at: new Date(since.getTime() + took * 60_000).toISOString(),
        verdict: { state: 'no-better', reason: '', readings: [] },
      },
    }),
  );
  const metrics: readonly MetricName[] = ['errorRate', 'traffic', 'latencyP99'];
  return Array.from({ length: minutes }, (_, minute) => minute).filter((minute) =>
    isLookDue({
      record: { evidence: [{ ...metricsEvidence(), metricsRequested: triage }], steps },
      service,
      metrics,
      since,
      endsAt: new Date(since.getTime() + minutes * 60_000),
      now: new Date(since.getTime() + minute * 60_000 + 12_000),
    }),
  );
}

describe('the pace of recovery checks', () => {
  it('is every minute while that can be paid', () => {
    expect(lookedAt(9, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('leaves out single minutes of a usual wait after a triage with three previous days', () => {
    expect(lookedAt(9, 16)).toEqual([1, 2, 3, 5, 6, 7, 8]);
  });

  it('keeps a long wait within 40 metrics an incident, with the look that ends it', () => {
    for (const minutes of [13, 20, 60, 120]) {
      for (const triage of [4, 16, 20]) {
        const looks = lookedAt(minutes, triage).length;
        expect(triage + 3 * (looks + 1)).toBeLessThanOrEqual(40);
        expect(triage + 3 * (looks + 2)).toBeGreaterThan(40);
      }
    }
  });

  it('counts what previous waits took, but looks three times at least', () => {
    expect(lookedAt(9, 4, [8])).toEqual([2, 5, 8]);
    expect(lookedAt(9, 4, [30])).toEqual([2, 5, 8]);
  });

  it('is every minute for what is not billed', () => {
    const free = aService({
      metrics: {
        errorRate: { unit: 'percent', periodSeconds: 60, prometheus: { url: 'http://p', query: 'q' } },
      },
    });
    const record = { evidence: [], steps: [] };
    const endsAt = new Date(since.getTime() + 7_200_000);
    expect(isLookDue({ record, service: free, metrics: ['errorRate'], since, endsAt, now: since })).toBe(
      true,
    );
  });
});
