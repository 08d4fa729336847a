import type { MetricName, MetricReading } from '../../records/evidence.ts';
import type { Expectation } from '../../records/plan.ts';

/** Metrics by which a recovery that nobody caused can be seen, the most telling first. */
const telling: readonly MetricName[] = [
  'errorRate',
  'throttles',
  'dlqDepth',
  'latencyP99',
  'saturation',
  'latencyP50',
];

/** So many deviations above the baseline are still usual. */
const usualDeviations = 4;
/** A deviation of zero must not make the baseline itself unusual: at least this share of it, or so much. */
const leastShare = 0.25;
const leastSlack = 1;

/** What "back at its baseline" means when nothing is done, or null when no metric has a baseline to come back to. */
export function watchExpectation(readings: readonly MetricReading[]): Expectation | null {
  for (const metric of telling) {
    const baseline = readings.find(({ name }) => name === metric)?.baseline;
    if (baseline === undefined || baseline === null) continue;
    const { median, deviation } = baseline;
    const slack = Math.max(usualDeviations * deviation, leastShare * Math.abs(median), leastSlack);
    return {
      metric,
      comparison: 'below',
      threshold: Number((median + slack).toPrecision(4)),
      settleSeconds: 0,
      withinSeconds: 900,
      goodReadings: 3,
    };
  }
  return null;
}
