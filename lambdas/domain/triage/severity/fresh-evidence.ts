import {
  type Evidence,
  type MetricReading,
  type MetricsEvidence,
  readingsOf,
} from '../../records/evidence.ts';
import type { MetricSeries } from '../series/assess-series.ts';
import { median } from '../series/robust-statistics.ts';

/** So many of the newest periods must have a value: one reading alone may be chance, or not complete yet. */
const leastValues = 3;
const newestPeriods = 5;

/**
 * Metrics that were read again, against the baselines that triage found; null when too little is known for a judgement. What was not
 * read again is left out: it was judged before.
 */
export function freshEvidence(
  stored: readonly Evidence[],
  series: readonly MetricSeries[],
  now: Date,
): MetricsEvidence | null {
  const before = readingsOf(stored);
  const readings = series.flatMap((each): MetricReading[] => {
    const values = each.points.slice(-newestPeriods).flatMap(({ value }) => (value === null ? [] : [value]));
    const known = before.find(({ name }) => name === each.name);
    if (values.length < leastValues) return [];
    const current = median(values.slice(-leastValues));
    const { baseline = null, onsetAt = null, qualityFlags = [] } = known ?? {};
    return [{ ...each, current, baseline, onsetAt, qualityFlags }];
  });
  if (readings.length === 0) return null;
  return {
    kind: 'metrics',
    status: 'available',
    gatheredAt: now.toISOString(),
    readings,
    metricsRequested: series.length,
  };
}
