import { latencyOf, type MetricNamespace, noStatistic, serviceStatistic } from '../../signals/metric.ts';
import type { Signals } from '../../signals/signals.ts';

/** Of target groups. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
export const loadBalancerMetrics: MetricNamespace = {
  namespace: 'AWS/ApplicationELB',
  statisticOf(metric, source) {
    const targetGroup = metric.dimensions['TargetGroup'];
    const service = source.scenario.services.find((one) => one.targetGroup === targetGroup);
    const of = targetMetric(metric.name, metric.stat);
    if (service?.targetGroup === undefined || of === null) return noStatistic;
    return serviceStatistic(source, service, metric, of);
  },
};

function targetMetric(name: string, stat: string): ((signals: Signals) => number) | null {
  switch (name) {
    case 'RequestCount':
      return ({ requests }) => requests;
    case 'HTTPCode_Target_5XX_Count':
      return ({ errors }) => errors;
    case 'TargetResponseTime': {
      const latency = latencyOf(stat);
      return (signals) => latency(signals) / 1000;
    }
    default:
      return null;
  }
}
