import type { RecoveryCriteriaPolicy } from '../../../policy/recovery/recovery-schema.ts';
import type { Baseline, DataPoint } from '../../../records/evidence.ts';
import type { Criterion } from '../../../records/recovery-look/recovery-look.ts';
import { metricLabel, metricValue, unitOf } from '../../../triage/series/metric-labels.ts';
import { valuesByTime } from '../usable-readings.ts';

/** Metrics that are judged beside the one that a step promised. */
export const criterionMetrics = ['errorRate', 'latencyP99', 'dlqDepth'] as const;
export type CriterionMetric = (typeof criterionMetrics)[number];

/** So many deviations above the baseline are still usual, and at least this share of it, or so much in the metric's unit. */
const usualDeviations = 4;
const leastShare = 0.5;
const leastSlack = { percent: 1, milliseconds: 50, count: 1, seconds: 10 } as const;

/** CloudWatch's newest minutes come late. */
const latenessSeconds = 180;

export interface MetricCriterionInput {
  readonly metric: CriterionMetric;
  readonly policy: RecoveryCriteriaPolicy[CriterionMetric];
  readonly baseline: Baseline | null;
  /** Any order, with gaps; undefined when it could not be read. */
  readonly points: readonly DataPoint[] | undefined;
  readonly goodReadings: number;
  readonly since: Date;
  readonly now: Date;
  readonly periodSeconds: number;
}

/** Null where policy wants none, or nothing is known to compare with. */
export function metricCriterion(input: MetricCriterionInput): Criterion | null {
  const { metric, policy, points } = input;
  const use = typeof policy === 'object' ? policy.use : policy;
  if (use === 'off') return null;
  const unit = unitOf(metric);
  const limit = limitOf(input);
  const isQueue = metric === 'dlqDepth' && typeof policy !== 'object';
  if (limit === null && !isQueue) return null;
  const common = { id: metric, required: use === 'required' };
  const label = isQueue
    ? `${metricLabel(metric)}: stable or falling`
    : `${metricLabel(metric)} below ${metricValue(limit ?? 0, unit)}`;
  const readings = newestReadings(input);
  const newest = readings.at(-1);
  if (points === undefined || newest === undefined) {
    return { ...common, label, state: 'unknown', text: 'no reading since' };
  }
  const ageSeconds = (input.now.getTime() - newest[0]) / 1000 - input.periodSeconds;
  const text = `${metricValue(newest[1], unit)} at ${new Date(newest[0]).toISOString().slice(11, 16)} UTC`;
  if (ageSeconds > latenessSeconds) return { ...common, label, state: 'unknown', text: `last ${text}` };
  const isGood = isQueue
    ? readings.every(([, value], index) => index === 0 || value <= (readings[index - 1]?.[1] ?? value))
    : readings.every(([, value]) => value < (limit ?? 0));
  if (!isGood) return { ...common, label, state: 'not-met', text };
  // Too few to tell yet: it is neither good nor bad.
  const state = readings.length < input.goodReadings ? 'unknown' : 'met';
  return { ...common, label, state, text };
}

/** As many as recovery takes in a row, the newest last. */
function newestReadings(input: MetricCriterionInput): readonly (readonly [atMs: number, value: number])[] {
  const { points = [], since, now, periodSeconds, goodReadings } = input;
  return [...valuesByTime(points)]
    .filter(([atMs]) => atMs >= since.getTime() && atMs + periodSeconds * 1000 <= now.getTime())
    .sort(([a], [b]) => a - b)
    .slice(-goodReadings);
}

function limitOf({ metric, policy, baseline }: MetricCriterionInput): number | null {
  if (typeof policy === 'object') return policy.below;
  if (baseline === null) return null;
  const { median, deviation } = baseline;
  const slack = Math.max(
    usualDeviations * deviation,
    leastShare * Math.abs(median),
    leastSlack[unitOf(metric)],
  );
  return Number((median + slack).toPrecision(4));
}
