import type { RecoveryCriteriaPolicy } from '../../../policy/recovery/recovery-schema.ts';
import type { Baseline, DataPoint } from '../../../records/evidence.ts';
import type { Criterion } from '../../../records/recovery-look/recovery-look.ts';
import { metricLabel, metricValue, unitOf } from '../../../triage/series/metric-labels.ts';
import { utcMinute } from '../../../utc-minute.ts';
import { completeValues, latenessSeconds } from '../usable-readings.ts';
import { leastSlack, usualLimit } from '../usual-limit.ts';

/** Metrics that are judged beside the one that a step promised. */
export const criterionMetrics = ['errorRate', 'latencyP99', 'dlqDepth'] as const;
export type CriterionMetric = (typeof criterionMetrics)[number];

/** At least this share of the baseline above it is still usual. */
const leastShare = 0.5;

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

/** Null where nothing is known to compare with. */
export function metricCriterion(input: MetricCriterionInput): Criterion | null {
  const { metric, policy, points = [], since, goodReadings, periodSeconds, now } = input;
  const judged = judgeOf(input);
  if (judged === null) return null;
  const { label, holds } = judged;
  const use = typeof policy === 'object' ? policy.use : policy;
  const common = { id: metric, label, required: use === 'required' };
  const readings = completeValues(points, { sinceMs: since.getTime(), periodSeconds, now })
    // As many as recovery takes in a row.
    .slice(-goodReadings);
  const newest = readings.at(-1);
  if (newest === undefined) return { ...common, state: 'unknown', text: 'no reading since' };
  const [atMs, value] = newest;
  const text = `${metricValue(value, unitOf(metric))} at ${utcMinute(new Date(atMs).toISOString())}`;
  const ageSeconds = (now.getTime() - atMs) / 1000 - periodSeconds;
  if (ageSeconds > latenessSeconds) return { ...common, state: 'unknown', text: `last ${text}` };
  if (!holds(readings.map(([, each]) => each))) return { ...common, state: 'not-met', text };
  // Too few to tell yet: it is neither good nor bad.
  return { ...common, state: readings.length < goodReadings ? 'unknown' : 'met', text };
}

interface Judge {
  readonly label: string;
  readonly holds: (values: readonly number[]) => boolean;
}

/** A dead-letter queue need not be empty, unless policy says so; other metrics are compared with what is usual. */
function judgeOf({ metric, policy, baseline }: MetricCriterionInput): Judge | null {
  if (metric === 'dlqDepth' && typeof policy !== 'object') {
    return {
      label: `${metricLabel(metric)}: stable or falling`,
      holds: (values) => values.every((value, index) => value <= (values[index - 1] ?? value)),
    };
  }
  const limit = limitOf({ metric, policy, baseline });
  if (limit === null) return null;
  return {
    label: `${metricLabel(metric)} below ${metricValue(limit, unitOf(metric))}`,
    holds: (values) => values.every((value) => value < limit),
  };
}

function limitOf({
  metric,
  policy,
  baseline,
}: Pick<MetricCriterionInput, 'metric' | 'policy' | 'baseline'>): number | null {
  if (typeof policy === 'object') return policy.below;
  if (baseline === null) return null;
  return usualLimit(baseline, { share: leastShare, slack: leastSlack[unitOf(metric)] });
}
