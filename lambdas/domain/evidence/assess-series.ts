import { findOnset } from './change-point.ts';
import type { DataPoint, MetricReading } from './evidence.ts';
import { median, medianDeviation } from './robust-statistics.ts';

/** A series as it was read, before anything is concluded from it. */
export type MetricSeries = Pick<MetricReading, 'name' | 'unit' | 'periodSeconds' | 'points' | 'query'>;

/** What is read of every metric: so long before the alert began. */
export const seriesBeforeMinutes = 120;
/** The alert is later than its cause: so long before it nothing counts as baseline. */
const alertLagMinutes = 15;
/** Fewer readings than this are no baseline. */
const leastSamples = 5;
/** Readings that make the current value, and the periods at the end among which they must be. */
const currentReadings = 3;
const currentPeriods = 5;

/** A series with its baseline, onset and current value. `startedAt` is when the first alert says that it began. */
export function assessSeries(series: MetricSeries, startedAt: Date): MetricReading {
  const baselineEnd = new Date(startedAt.getTime() - alertLagMinutes * 60_000).toISOString();
  const baseline = baselineOf(series.points.filter(({ at }) => at < baselineEnd));
  const later = series.points.filter(({ at }) => at >= baselineEnd);
  const onsetAt = baseline === null ? null : findOnset(series.name, later, baseline);
  return { ...series, baseline, onsetAt, current: currentOf(series.points, onsetAt), remarks: [] };
}

function baselineOf(points: readonly DataPoint[]): MetricReading['baseline'] {
  const values = valuesOf(points);
  const center = median(values);
  if (center === null || values.length < leastSamples) return null;
  return { median: center, deviation: medianDeviation(values, center), samples: values.length };
}

/** Readings from before the onset would hide how bad it is. A series that stopped has no current value. */
function currentOf(points: readonly DataPoint[], onsetAt: string | null): number | null {
  const recent = points.slice(-currentPeriods).filter(({ at }) => onsetAt === null || at >= onsetAt);
  return median(valuesOf(recent).slice(-currentReadings));
}

function valuesOf(points: readonly DataPoint[]): number[] {
  return points.flatMap(({ value }) => (value === null ? [] : [value]));
}
