import type { GuardrailsPolicy } from '../../policy/schemas/guardrails-schema.ts';
import {
  type DataPoint,
  type Evidence,
  type LatestReadings,
  type MetricsEvidence,
  type MissingMetric,
  readingsOf,
} from '../../records/evidence.ts';
import type { Expectation } from '../../records/plan.ts';
import type { MetricSeries } from '../../triage/series/assess-series.ts';
import { median } from '../../triage/series/robust-statistics.ts';
import { judgeRecovery } from './judge-recovery.ts';
import { leastTraffic } from './least-traffic.ts';

/** A look reaches so far back: enough for the readings in a row that recovery takes. */
export const lookMinutes = 15;
const currentReadings = 3;

/** One look while people decide, to be kept beside what triage found. */
export function latestReadings(
  series: readonly MetricSeries[],
  missing: readonly MissingMetric[],
  now: Date,
): LatestReadings {
  return {
    at: now.toISOString(),
    readings: series.map(({ name, unit, periodSeconds, points }) => ({
      name,
      unit,
      periodSeconds,
      points,
      current: currentOf(points),
    })),
    ...(missing.length === 0 ? {} : { missing }),
  };
}

function currentOf(points: readonly DataPoint[]): number | null {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value])).slice(-currentReadings);
  return values.length === 0 ? null : median(values);
}

export function metricsAmong(evidence: readonly Evidence[]): MetricsEvidence | null {
  return evidence.find((each): each is MetricsEvidence => 'readings' in each) ?? null;
}

/**
 * Why the newest readings show that what was expected has come about by itself, for people; null when they do not, or are too old or too
 * few to tell.
 */
export function recoveredBy(
  evidence: readonly Evidence[],
  expectation: Expectation,
  recovery: GuardrailsPolicy['recovery'],
  now: Date,
): string | null {
  const metrics = metricsAmong(evidence);
  const readings = metrics?.latest?.readings ?? readingsOf(evidence);
  const judged = readings.find(({ name }) => name === expectation.metric);
  if (judged === undefined) return null;
  const long = new Date(0);
  const { state, reason } = judgeRecovery({
    expectation: { ...expectation, settleSeconds: 0 },
    guards: [],
    series: Object.fromEntries(readings.map(({ name, points }) => [name, points])),
    leastTraffic: leastTraffic(evidence, recovery),
    periodSeconds: judged.periodSeconds,
    since: long,
    settledAt: long,
    deadlineAt: long,
    now,
  });
  return state === 'recovered' ? reason : null;
}
