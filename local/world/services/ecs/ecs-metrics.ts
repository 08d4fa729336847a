import { hashText, jitter } from '../../chance/noise.ts';
import type { SimulatedService } from '../../scenario/service-schema.ts';
import { MINUTE_MS } from '../../signals/effect-level.ts';
import {
  type MetricNamespace,
  type MetricSource,
  noStatistic,
  type Statistic,
  serviceStatistic,
  type WantedMetric,
} from '../../signals/metric.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html */
export const ecsMetrics: MetricNamespace = {
  namespace: 'AWS/ECS',
  statisticOf(metric, source) {
    const service = serviceOf(metric, source);
    if (service === undefined) return noStatistic;
    if (metric.name === 'MemoryUtilization') return serviceStatistic(source, service, metric, () => 45);
    if (metric.name !== 'CPUUtilization') return noStatistic;
    const key = hashText(`${source.account.key}|${service.id}|cpu`);
    return serviceStatistic(source, service, metric, ({ saturationPercent }, minute) =>
      Math.min(100, (saturationPercent ?? 0) * jitter(key, minute, 0.04)),
    );
  },
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html */
export const containerInsightsMetrics: MetricNamespace = {
  namespace: 'ECS/ContainerInsights',
  statisticOf(metric, source) {
    const service = serviceOf(metric, source);
    if (service === undefined || metric.name !== 'RunningTaskCount') return noStatistic;
    return runningTasks(source, service, metric);
  },
};

function runningTasks(
  { account }: MetricSource,
  service: SimulatedService,
  { name }: WantedMetric,
): Statistic {
  if (name !== 'RunningTaskCount') return noStatistic;
  return (atMs, minutes) => {
    const capacity = account.capacityAt(service, atMs + minutes * MINUTE_MS - 1);
    return capacity === null ? null : Math.round(capacity.requests / service.concurrencyPerTask);
  };
}

function serviceOf({ dimensions }: WantedMetric, { scenario }: MetricSource): SimulatedService | undefined {
  const cluster = dimensions['ClusterName'];
  const name = dimensions['ServiceName'];
  const isThere = scenario.ecsServices.some((one) => one.name === name && one.cluster === cluster);
  return isThere ? scenario.services.find((one) => one.ecsService === name) : undefined;
}
