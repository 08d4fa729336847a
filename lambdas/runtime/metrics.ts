import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Metrics of Firebreak itself, in embedded metric format; published at the end of each invocation. */
export const metrics = new Metrics({ namespace: 'Firebreak', serviceName: 'firebreak' });

export function countMetric(name: string, value = 1): void {
  metrics.addMetric(name, MetricUnit.Count, value);
}
