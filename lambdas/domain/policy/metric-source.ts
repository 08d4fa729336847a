import type { MetricPolicy } from './schemas/metric-schema.ts';

export const metricSources = ['cloudwatch', 'prometheus', 'json'] as const;
export type MetricSource = (typeof metricSources)[number];

/** Where a metric is read; policy names exactly one source. */
export function sourceOf(metric: MetricPolicy): MetricSource {
  if (metric.prometheus !== undefined) return 'prometheus';
  return metric.json === undefined ? 'cloudwatch' : 'json';
}

/** Whether it is more than its current value: without a series there is no baseline, and no recovery to be seen. */
export function isSeries({ json }: MetricPolicy): boolean {
  return json === undefined || json.at !== undefined;
}
