import type { Expectation, GuardMetric } from '../../records/plan.ts';
import { metricLabel, metricValue, unitOf } from '../../triage/series/metric-labels.ts';
import { durationLabel } from './duration-label.ts';
import { lowerFirst } from './first-letter.ts';

/** `error rate below 1 % within 5 min, for 3 readings in a row`. */
export function expectationLabel(expectation: Expectation): string {
  const { metric, comparison, threshold, withinSeconds, goodReadings } = expectation;
  const quantity = metricValue(threshold, unitOf(metric));
  const readings = goodReadings === 1 ? 'one reading' : `${goodReadings} readings in a row`;
  return `${lowerFirst(metricLabel(metric))} ${comparison} ${quantity} within ${durationLabel(withinSeconds * 1000)}, for ${readings}`;
}

/** `error rate or p99 latency above 1.5 times what it was`. */
export function guardMetricsLabel(guards: readonly GuardMetric[]): string {
  const factors = [...new Set(guards.map(({ factor }) => factor))];
  return factors
    .map((factor) => {
      const metrics = guards.filter((each) => each.factor === factor).map(({ metric }) => metric);
      return `${metrics.map((metric) => lowerFirst(metricLabel(metric))).join(' or ')} above ${factor} times what it was`;
    })
    .join(', or ');
}
