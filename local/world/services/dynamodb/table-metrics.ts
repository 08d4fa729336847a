import type { SimulatedService } from '../../scenario/service-schema.ts';
import { MINUTE_MS } from '../../signals/effect-level.ts';
import {
  type MetricNamespace,
  type MetricSource,
  noStatistic,
  serviceStatistic,
} from '../../signals/metric.ts';

/** Of reads. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html */
export const tableMetrics: MetricNamespace = {
  namespace: 'AWS/DynamoDB',
  statisticOf(metric, source) {
    const service = source.scenario.services.find((one) => one.table === metric.dimensions['TableName']);
    if (service?.table === undefined) return noStatistic;
    switch (metric.name) {
      // Published only when there are some.
      case 'ReadThrottleEvents':
        return serviceStatistic(source, service, metric, ({ overflow }) => (overflow > 0 ? overflow : null));
      case 'ConsumedReadCapacityUnits':
        return serviceStatistic(
          source,
          service,
          metric,
          ({ concurrency }) => (concurrency / service.concurrencyPerUnit) * 60,
        );
      case 'ProvisionedReadCapacityUnits':
        return (atMs, minutes) => provisionedUnits(source, service, atMs + minutes * MINUTE_MS - 1);
      default:
        return noStatistic;
    }
  },
};

function provisionedUnits({ account }: MetricSource, service: SimulatedService, atMs: number): number | null {
  const capacity = account.capacityAt(service, atMs);
  return capacity === null || capacity.requests === Number.MAX_SAFE_INTEGER
    ? null
    : Math.round(capacity.requests / service.concurrencyPerUnit);
}
