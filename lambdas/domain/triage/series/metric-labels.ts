import type { MetricName, MetricReading } from '../../records/evidence.ts';

const metricLabels: Readonly<Record<MetricName, string>> = {
  errorRate: 'Error rate',
  latencyP50: 'Median latency',
  latencyP99: 'p99 latency',
  traffic: 'Traffic',
  saturation: 'Saturation',
  throttles: 'Throttled requests',
  dlqDepth: 'Messages in the dead-letter queue',
  dlqAge: 'Age of the oldest dead letter',
};

const unitLabels: Readonly<Record<MetricReading['unit'], string>> = {
  percent: ' %',
  milliseconds: ' ms',
  count: '',
  seconds: ' s',
};

/** The metric's name in words. */
export function metricLabel(name: MetricName): string {
  return metricLabels[name];
}

/** A value with its unit, with at most three significant digits. */
export function metricValue(value: number, unit: MetricReading['unit']): string {
  return `${Number(value.toPrecision(3))}${unitLabels[unit]}`;
}

/** Unit in which a metric is always given. */
export function unitOf(name: MetricName): MetricReading['unit'] {
  if (name === 'errorRate' || name === 'saturation') return 'percent';
  if (name === 'latencyP50' || name === 'latencyP99') return 'milliseconds';
  return name === 'dlqAge' ? 'seconds' : 'count';
}
