import { failureReason } from '../../domain/failure-reason.ts';
import type { MetricName, MissingMetric } from '../../domain/records/evidence.ts';
import type { MetricSeries } from '../../domain/triage/series/assess-series.ts';
import type { SeriesResult } from '../../ports/metric-series-reader.ts';

/** Reads metrics side by side, each for itself: one that fails is missing, with the reason. None of them is billed. */
export async function readEachMetric<Policy>(
  wanted: readonly (readonly [name: MetricName, policy: Policy])[],
  read: (name: MetricName, policy: Policy) => Promise<MetricSeries>,
): Promise<SeriesResult> {
  const series: MetricSeries[] = [];
  const missing: MissingMetric[] = [];
  const results = await Promise.allSettled(wanted.map(([name, policy]) => read(name, policy)));
  for (const [index, result] of results.entries()) {
    const name = wanted[index]?.[0];
    if (result.status === 'fulfilled') series.push(result.value);
    else if (name !== undefined) missing.push({ name, reason: failureReason(result.reason) });
  }
  return { series, metricsRequested: 0, missing };
}
