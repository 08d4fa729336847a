import { type DataPoint, type Evidence, type MetricReading, readingsOf } from '../../records/evidence.ts';
import type { GuardMetric, StepPhase } from '../../records/plan.ts';
import { metricLabel, metricValue, unitOf } from '../../triage/series/metric-labels.ts';
import { chanceFailures, failedTooMany } from './counting-noise.ts';
import type { RecoveryInput, WatchedGuard } from './recovery-input.ts';
import { completeValues, valuesByTime } from './usable-readings.ts';

/** One bad reading is noise; so many in a row are not. */
const badReadings = 2;

/** So much above its value before is noise, however small that value was. In the metric's unit. */
const noise = { percent: 1, milliseconds: 50, count: 1, seconds: 10 } as const;

/**
 * The guard metrics of a step with what triage read of them. A service that fails at once answers fast: to be as slow as usual again is
 * no worsening.
 */
export function watchedGuards(
  guardMetrics: readonly GuardMetric[],
  evidence: readonly Evidence[],
  phase: StepPhase,
): readonly WatchedGuard[] {
  const readings = readingsOf(evidence);
  // What restores follows a recovery: what triage read was the incident, and only what is usual counts.
  const beforeOf = phase === 'restore' ? usual : highest;
  return guardMetrics.map((guard) => ({
    ...guard,
    before: beforeOf(readings.find(({ name }) => name === guard.metric)),
  }));
}

function usual(reading: MetricReading | undefined): number | null {
  return reading?.baseline?.median ?? null;
}

function highest(reading: MetricReading | undefined): number | null {
  const { current = null, baseline = null } = reading ?? {};
  return current === null || baseline === null ? current : Math.max(current, baseline.median);
}

/** Why the metric counts as worse since the action, or null. Without a value before there is nothing to compare with. */
export function checkGuardMetric(
  { metric, factor, before }: WatchedGuard,
  points: readonly DataPoint[],
  { since, expectation, series, periodSeconds, now }: RecoveryInput,
): string | null {
  if (before === null || !Number.isFinite(before)) return null;
  const limit = before * factor + noise[unitOf(metric)];
  const sinceMs = since.getTime() + expectation.settleSeconds * 1000;
  const newest = completeValues(points, { sinceMs, periodSeconds, now }).slice(-badReadings);
  const values = newest.map(([, value]) => value);
  if (values.length < badReadings || values.some((value) => value <= limit)) return null;
  const traffic = valuesByTime(series.traffic ?? []);
  const failures = newest.reduce(
    (sum, [atMs, value]) =>
      sum + failedTooMany(metric, { value, requests: traffic.get(atMs) ?? null }, limit),
    0,
  );
  if (failures <= chanceFailures) return null;
  return `${metricLabel(metric)} is ${metricValue(Math.min(...values), unitOf(metric))}; it was ${metricValue(before, unitOf(metric))} before or is so usually, and must stay under ${factor} times that`;
}
