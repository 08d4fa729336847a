import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchMetricPolicy } from '../../domain/policy/schemas/metric-schema.ts';
import type { MetricName } from '../../domain/records/evidence.ts';

/** Each has an id, by which its result is found. */
type NamedQuery = MetricDataQuery & { readonly Id: string };

export interface MetricDataQueries {
  readonly queries: readonly NamedQuery[];
  /** Id of the result of each metric. */
  readonly resultIds: ReadonlyMap<MetricName, string>;
  /** CloudWatch bills the statistics; the math over them is free. */
  readonly metricsRequested: number;
}

/** The queries for some metrics in one call: a statistic that several of them need is asked for once. */
export function metricDataQueries(
  metrics: readonly (readonly [name: MetricName, policy: CloudWatchMetricPolicy])[],
): MetricDataQueries {
  const statistics = new Map<string, NamedQuery>();
  const expressions: NamedQuery[] = [];
  const returned = new Set<string>();
  const resultIds = new Map<MetricName, string>();
  for (const [name, { cloudwatch, periodSeconds }] of metrics) {
    const ids = new Map<string, string>();
    for (const [localId, metric] of Object.entries(cloudwatch.metrics)) {
      const dimensions = Object.entries(metric.dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
      const MetricStat = {
        Metric: {
          Namespace: metric.namespace,
          MetricName: metric.name,
          Dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })),
        },
        Period: periodSeconds,
        Stat: metric.stat,
      };
      const key = JSON.stringify(MetricStat);
      const query = statistics.get(key) ?? { Id: `m${statistics.size}`, ReturnData: false, MetricStat };
      statistics.set(key, query);
      ids.set(localId, query.Id);
    }
    // An expression that is an id alone needs no math: the statistic itself is returned.
    const alone = ids.get(cloudwatch.expression.trim());
    const Id = alone ?? `e${expressions.length}`;
    if (alone === undefined) {
      expressions.push({ Id, ReturnData: true, Expression: renameIds(cloudwatch.expression, ids) });
    }
    returned.add(Id);
    resultIds.set(name, Id);
  }
  return {
    queries: [
      ...[...statistics.values()].map((query) => ({ ...query, ReturnData: returned.has(query.Id) })),
      ...expressions,
    ],
    resultIds,
    metricsRequested: statistics.size,
  };
}

/** Renames the ids of a metric math expression; functions and quoted texts stay as they are. */
function renameIds(expression: string, ids: ReadonlyMap<string, string>): string {
  return expression.replace(/'[^']*'|"[^"]*"|[A-Za-z_]\w*(?!\w|\s*\()/g, (token) => ids.get(token) ?? token);
}
