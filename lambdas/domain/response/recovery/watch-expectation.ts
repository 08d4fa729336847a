import type { MetricName, MetricReading } from '../../records/evidence.ts';
import type { Expectation } from '../../records/plan.ts';
import { usualLimit } from './usual-limit.ts';

/** Metrics by which a recovery that nobody caused can be seen, the most telling first. */
const telling: readonly MetricName[] = [
  'errorRate',
  'throttles',
  'dlqDepth',
  'latencyP99',
  'saturation',
  'latencyP50',
];

/** A deviation of zero must not make the baseline itself unusual. */
const least = { share: 0.25, slack: 1 };

/** What "back at its baseline" means when nothing is done, or null when no metric has a baseline to come back to. */
export function watchExpectation(readings: readonly MetricReading[]): Expectation | null {
  for (const metric of telling) {
    const baseline = readings.find(({ name }) => name === metric)?.baseline;
    if (baseline === undefined || baseline === null) continue;
    return {
      metric,
      comparison: 'below',
      threshold: usualLimit(baseline, least),
      settleSeconds: 0,
      withinSeconds: 900,
      goodReadings: 3,
    };
  }
  return null;
}
