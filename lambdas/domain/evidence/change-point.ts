import type { DataPoint, MetricName, MetricReading } from './evidence.ts';
import { median } from './robust-statistics.ts';

type Baseline = NonNullable<MetricReading['baseline']>;

/** Deviations from the baseline that count as having left it. */
const leftBaseline = 5;
/** Deviations at which one reading alone is enough. */
const farFromBaseline = 15;
/** Share of the readings from the onset on that must be outside. */
const lastingShare = 0.7;
/** A series that hardly varies is still allowed to vary by this share of its median. */
const leastRelativeDeviation = 0.1;

/** Below this, in the metric's unit, a difference means nothing. */
const leastDeviation: Readonly<Record<MetricName, number>> = {
  errorRate: 0.1,
  latencyP50: 1,
  latencyP99: 2,
  traffic: 0.5,
  saturation: 1,
  dlqDepth: 0.5,
  dlqAge: 5,
};

/**
 * When the series left its baseline for good: the first reading of the run, still going on at the newest one, in which
 * most readings are outside. Null when it did not, or when there is no telling. Only traffic may leave it downwards.
 */
export function findOnset(name: MetricName, points: readonly DataPoint[], baseline: Baseline): string | null {
  const band = Math.max(
    baseline.deviation,
    leastRelativeDeviation * Math.abs(baseline.median),
    leastDeviation[name],
  );
  const distances = points.flatMap(({ at, value }) =>
    value === null ? [] : [{ at, distance: (value - baseline.median) / band }],
  );
  const newest = distances.at(-1);
  if (newest === undefined) return null;
  const direction = name === 'traffic' && newest.distance < 0 ? -1 : 1;
  const outside = distances.map(({ at, distance }) => ({ at, by: direction * distance }));
  const onset = outside.findIndex(({ by }, index) => by > leftBaseline && lasts(outside.slice(index)));
  if (onset === -1) return null;
  const run = outside.slice(onset);
  if (run.length === 1 && (run[0]?.by ?? 0) <= farFromBaseline) return null;
  return run[0]?.at ?? null;
}

function lasts(run: readonly { readonly by: number }[]): boolean {
  const share = run.filter(({ by }) => by > leftBaseline).length / run.length;
  const newest = median(run.slice(-2).map(({ by }) => by)) ?? 0;
  return share >= lastingShare && newest > leftBaseline;
}
