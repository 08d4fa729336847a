import { latencyOf, type MetricNamespace, noStatistic, serviceStatistic } from '../../signals/metric.ts';
import type { Signals } from '../../signals/signals.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export const lambdaMetrics: MetricNamespace = {
  namespace: 'AWS/Lambda',
  statisticOf(metric, source) {
    const service = source.scenario.services.find(
      (one) => one.function === metric.dimensions['FunctionName'],
    );
    const of = functionMetric(metric.name, metric.stat);
    if (service?.function === undefined || of === null) return noStatistic;
    return serviceStatistic(source, service, metric, of);
  },
};

function functionMetric(name: string, stat: string): ((signals: Signals) => number) | null {
  switch (name) {
    case 'Invocations':
      return ({ requests, throttled }) => requests - throttled;
    case 'Throttles':
      return ({ throttled }) => throttled;
    case 'Errors':
      return ({ errors }) => errors;
    case 'ConcurrentExecutions':
      return ({ concurrency }) => concurrency;
    case 'Duration':
      return latencyOf(stat);
    default:
      return null;
  }
}
