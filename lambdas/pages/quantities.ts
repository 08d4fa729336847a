import type { MetricReading } from '../domain/evidence/evidence.ts';
import type { Expectation } from '../domain/planning/plan.ts';
import { durationWords } from './times.ts';
import { metricWords } from './words.ts';

const unitWords: Readonly<Record<MetricReading['unit'], string>> = {
  percent: ' %',
  milliseconds: ' ms',
  count: '',
  seconds: ' s',
};

const unitOfMetric: Readonly<Record<Expectation['metric'], MetricReading['unit']>> = {
  errorRate: 'percent',
  latencyP50: 'milliseconds',
  latencyP99: 'milliseconds',
  traffic: 'count',
  saturation: 'percent',
  dlqDepth: 'count',
  dlqAge: 'seconds',
};

/** Three significant digits and the unit: `41.2 %`, `0.4 %`, `1,240 ms`. */
export function quantityWords(value: number, unit: MetricReading['unit']): string {
  const rounded = Number.parseFloat(value.toPrecision(3));
  return `${rounded.toLocaleString('en-US', { maximumFractionDigits: 3 })}${unitWords[unit]}`;
}

/** `error rate below 1 % within 5 min, for 3 readings in a row`. */
export function expectationWords(expectation: Expectation): string {
  const { metric, comparison, threshold, withinSeconds, goodReadings } = expectation;
  const quantity = quantityWords(threshold, unitOfMetric[metric]);
  const readings = goodReadings === 1 ? 'one reading' : `${goodReadings} readings in a row`;
  return `${lowerFirst(metricWords[metric])} ${comparison} ${quantity} within ${durationWords(withinSeconds * 1000)}, for ${readings}`;
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
