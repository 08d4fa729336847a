import { describe, expect, it } from '@jest/globals';
import type { MetricName } from '../../../lambdas/domain/evidence/evidence.ts';
import type { MetricPolicy } from '../../../lambdas/domain/policy/services-schema.ts';
import { minutesBetweenLooks } from '../../../lambdas/domain/recovery/look-pace.ts';
import { aService, metricsEvidence } from '../../support/builders.ts';
import { aStepRecord } from '../../support/records.ts';

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

function pace(minutes: number, triage: number, former: readonly number[] = []): number {
  const steps = former.map((took, index) =>
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
  return minutesBetweenLooks({
    record: { evidence: [{ ...metricsEvidence(), metricsRequested: triage }], steps },
    service,
    metrics,
    since,
    endsAt: new Date(since.getTime() + minutes * 60_000),
  });
}

describe('the pace of recovery checks', () => {
  it('is every minute for a usual wait: 4 for triage and 12 looks at 3 statistics are 40', () => {
    expect(pace(12, 4)).toBe(1);
    expect(pace(13, 4)).toBe(2);
  });

  it('keeps a long wait within 40 metrics an incident', () => {
    for (const minutes of [20, 60, 120]) {
      const looks = Math.floor(minutes / pace(minutes, 4));
      expect(4 + 3 * looks).toBeLessThanOrEqual(40);
    }
  });

  it('counts what former waits took, but looks three times at least', () => {
    expect(pace(9, 4, [8])).toBe(3);
    expect(pace(9, 4, [30])).toBe(3);
  });

  it('is every minute for what is not billed', () => {
    const free = aService({
      metrics: {
        errorRate: { unit: 'percent', periodSeconds: 60, prometheus: { url: 'http://p', query: 'q' } },
      },
    });
    const record = { evidence: [], steps: [] };
    const endsAt = new Date(since.getTime() + 7_200_000);
    expect(minutesBetweenLooks({ record, service: free, metrics: ['errorRate'], since, endsAt })).toBe(1);
  });
});
