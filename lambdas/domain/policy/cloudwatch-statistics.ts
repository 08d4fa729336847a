import { canonicalJson } from '../canonical-json.ts';
import type { MetricPolicy } from './schemas/metric-schema.ts';

/** CloudWatch bills each statistic: so many an incident, its recovery checks included. */
export const statisticsPerIncident = 40;
/** So many at once, so that something is left to verify the recovery with. */
export const mostStatistics = 20;

/** What CloudWatch bills when these metrics are read together, each statistic once. */
export function statisticsOf(metrics: readonly MetricPolicy[]): ReadonlySet<string> {
  return new Set(
    metrics.flatMap(({ cloudwatch, periodSeconds }) =>
      Object.values(cloudwatch?.metrics ?? {}).map((metric) => canonicalJson({ ...metric, periodSeconds })),
    ),
  );
}
