import { hashText, jitter } from '../../chance/noise.ts';
import { MINUTE_MS } from '../../signals/effect-level.ts';
import { type MetricNamespace, noStatistic, serviceStatistic } from '../../signals/metric.ts';

/** Of the instances of a group. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html */
export const instanceMetrics: MetricNamespace = {
  namespace: 'AWS/EC2',
  statisticOf(metric, source) {
    const group = metric.dimensions['AutoScalingGroupName'];
    const service = source.scenario.services.find((one) => one.autoScalingGroup === group);
    if (service?.autoScalingGroup === undefined || metric.name !== 'CPUUtilization') return noStatistic;
    const key = hashText(`${source.account.key}|${service.id}|cpu`);
    return serviceStatistic(source, service, metric, ({ saturationPercent }, minute) =>
      Math.min(100, (saturationPercent ?? 0) * jitter(key, minute, 0.04)),
    );
  },
};

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html */
export const groupMetrics: MetricNamespace = {
  namespace: 'AWS/AutoScaling',
  statisticOf(metric, { scenario, account }) {
    const group = metric.dimensions['AutoScalingGroupName'];
    const service = scenario.services.find((one) => one.autoScalingGroup === group);
    if (service?.autoScalingGroup === undefined || metric.name !== 'GroupInServiceInstances')
      return noStatistic;
    return (atMs, minutes) => {
      const capacity = account.capacityAt(service, atMs + minutes * MINUTE_MS - 1);
      return capacity === null ? null : Math.round(capacity.requests / service.concurrencyPerTask);
    };
  },
};
