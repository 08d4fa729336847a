import type { DataPoint, MetricsCourse } from '../../records/evidence.ts';
import type { MetricSeries } from './assess-series.ts';

/** Of each metric the newest are kept: eight hours of minutes. */
const pointsKept = 480;

/** What was known of the course with what was read now; what was read later counts. */
export function joinCourse(
  before: MetricsCourse | undefined,
  series: readonly Pick<MetricSeries, 'name' | 'points'>[],
  now: Date,
): MetricsCourse {
  const known = new Map((before?.readings ?? []).map(({ name, points }) => [name, points]));
  for (const { name, points } of series) known.set(name, joinByTime(known.get(name) ?? [], points));
  return { at: now.toISOString(), readings: [...known].map(([name, points]) => ({ name, points })) };
}

function joinByTime(earlier: readonly DataPoint[], later: readonly DataPoint[]): readonly DataPoint[] {
  const byTime = new Map([...earlier, ...later].map((point) => [Date.parse(point.at), point] as const));
  return [...byTime]
    .toSorted(([a], [b]) => a - b)
    .map(([, point]) => point)
    .slice(-pointsKept);
}
