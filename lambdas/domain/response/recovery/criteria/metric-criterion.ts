import type { RecoveryCriteriaPolicy } from '../../../policy/schemas/recovery-schema.ts';
import type { Baseline, DataPoint } from '../../../records/evidence.ts';
import type { Criterion } from '../../../records/recovery-look/recovery-look.ts';
import { metricLabel, metricValue, unitOf } from '../../../triage/series/metric-labels.ts';
import { utcMinute } from '../../../utc-minute.ts';
import { chanceFailures, failedTooMany } from '../counting-noise.ts';
import { completeValues, latenessSeconds, valuesByTime } from '../usable-readings.ts';
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
  /** Requests of the same periods; left out when they could not be read. */
  readonly traffic?: readonly DataPoint[] | undefined;
  readonly goodReadings: number;
  readonly since: Date;
  readonly now: Date;
  readonly periodSeconds: number;
}

/** Null where nothing is known to compare with. */
export function metricCriterion(input: MetricCriterionInput): Criterion | null {
  const { metric, policy, points = [], since, periodSeconds, now } = input;
  const judged = judgeOf(input);
  if (judged === null) return null;
  const { label, judge } = judged;
  const use = typeof policy === 'object' ? policy.use : policy;
  const common = { id: metric, label, required: use === 'required' };
  const readings = completeValues(points, { sinceMs: since.getTime(), periodSeconds, now });
  const newest = readings.at(-1);
  if (newest === undefined) return { ...common, state: 'unknown', text: 'no reading since' };
  const [atMs] = newest;
  const text = readingText(metric, newest);
  const ageSeconds = (now.getTime() - atMs) / 1000 - periodSeconds;
  if (ageSeconds > latenessSeconds) return { ...common, state: 'unknown', text: `last ${text}` };
  const { state, by = newest } = judge(readings);
  return { ...common, state, text: by === newest ? text : `${readingText(metric, by)}, then ${text}` };
}

type Reading = ReturnType<typeof completeValues>[number];

function readingText(metric: CriterionMetric, [atMs, value]: Reading): string {
  return `${metricValue(value, unitOf(metric))} at ${utcMinute(new Date(atMs).toISOString())}`;
}

interface Judged {
  /** Few readings are neither good nor bad: too few to tell yet. */
  readonly state: Criterion['state'];
  /** The reading that spoils it, where that is not the newest. */
  readonly by?: Reading;
}

interface Judge {
  readonly label: string;
  /** Oldest first; as many good ones as recovery takes, up to the newest. */
  readonly judge: (readings: readonly Reading[]) => Judged;
}

/** A dead-letter queue need not be empty, unless policy says so; other metrics are compared with what is usual. */
function judgeOf(input: MetricCriterionInput): Judge | null {
  const { metric, policy, goodReadings } = input;
  if (metric === 'dlqDepth' && typeof policy !== 'object') {
    return {
      label: `${metricLabel(metric)}: stable or falling`,
      judge(readings) {
        const values = readings.slice(-goodReadings).map(([, value]) => value);
        if (values.some((value, index) => value > (values[index - 1] ?? value))) return { state: 'not-met' };
        return { state: values.length < goodReadings ? 'unknown' : 'met' };
      },
    };
  }
  const limit = limitOf(input);
  if (limit === null) return null;
  return {
    label: `${metricLabel(metric)} below ${metricValue(limit, unitOf(metric))}`,
    judge: (readings) => judgeByLimit(readings, limit, input),
  };
}

/** One failed request of few is chance: such a reading is passed over, as it is where the promise is judged. */
function judgeByLimit(
  readings: readonly Reading[],
  limit: number,
  { metric, traffic = [], goodReadings }: MetricCriterionInput,
): Judged {
  const requestsAt = valuesByTime(traffic);
  let good = 0;
  let failures = 0;
  for (const by of readings.toReversed()) {
    const [atMs, value] = by;
    if (value < limit) good += 1;
    else failures += failedTooMany(metric, { value, requests: requestsAt.get(atMs) ?? null }, limit);
    if (failures > chanceFailures) return { state: 'not-met', by };
    if (good === goodReadings) return { state: 'met' };
  }
  return { state: 'unknown' };
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
