import type { Baseline, MetricName } from '../../records/evidence.ts';
import { distancesFrom, median, medianDeviation, quantile } from './robust-statistics.ts';

/** Fewer readings than this are no baseline. */
export const leastSamples = 5;

/** A series that hardly varies is still allowed to vary by this share of its median. */
const leastRelativeDeviation = 0.1;

/** Below this, in the metric's unit, a difference means nothing. */
const leastDeviation: Readonly<Record<MetricName, number>> = {
  errorRate: 0.1,
  latencyP50: 1,
  latencyP99: 2,
  traffic: 0.5,
  saturation: 1,
  throttles: 0.5,
  dlqDepth: 0.5,
  dlqAge: 5,
};

/** Deviations from the baseline that count as having left it. */
export const leftBaseline = 5;
/** Two baselines that are nearer than so many deviations are the same. */
const sameBaseline = 3;
/** A baseline is bursty when so large a share of it is outside, in so many separate peaks. */
const burstyShare = 0.02;
const leastPeaks = 3;
/** Peaks up to this quantile, and a quarter above it, are usual for a bursty series. */
const usualPeaks = 0.98;
const aboveUsualPeaks = 1.25;

/** What is usual among these values: median and scaled median absolute deviation. Null for too few. */
export function baselineOf(values: readonly number[]): Baseline | null {
  const center = median(values);
  if (center === null || values.length < leastSamples) return null;
  return { median: center, deviation: medianDeviation(values, center), samples: values.length };
}

/** One deviation, but never less than what means something. */
export function bandOf(name: MetricName, baseline: Baseline): number {
  return Math.max(
    baseline.deviation,
    leastRelativeDeviation * Math.abs(baseline.median),
    leastDeviation[name],
  );
}

/** Whether two baselines of one metric say the same. */
export function agree(name: MetricName, one: Baseline, other: Baseline): boolean {
  const band = Math.max(bandOf(name, one), bandOf(name, other));
  return Math.abs(one.median - other.median) <= sameBaseline * band;
}

/**
 * The deviation of a series that is mostly quiet with peaks: so large that its usual peaks have not left the baseline.
 * Null when it is not bursty. `values` are in the order of time: the peaks must be apart.
 */
export function burstyDeviation(
  name: MetricName,
  baseline: Baseline,
  values: readonly number[],
): number | null {
  const distances = distancesFrom(baseline.median, values);
  const outside = distances.map((distance) => distance > leftBaseline * bandOf(name, baseline));
  const peaks = outside.filter((isOutside, index) => isOutside && outside[index - 1] !== true).length;
  const share = outside.filter(Boolean).length / Math.max(1, values.length);
  if (peaks < leastPeaks || share < burstyShare) return null;
  return Math.max(
    baseline.deviation,
    (aboveUsualPeaks * (quantile(distances, usualPeaks) ?? 0)) / leftBaseline,
  );
}
