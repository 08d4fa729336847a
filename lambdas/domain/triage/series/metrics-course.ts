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
  const known = before?.readings ?? [];
  const names = new Set([...known, ...series].map(({ name }) => name));
  const pointsOf = (readings: MetricsCourse['readings'], name: string) =>
    readings.find((reading) => reading.name === name)?.points ?? [];
  return {
    at: now.toISOString(),
    readings: [...names].map((name) => ({
      name,
      points: joinByTime(pointsOf(known, name), pointsOf(series, name)).slice(-pointsKept),
    })),
  };
}

function joinByTime(earlier: readonly DataPoint[], later: readonly DataPoint[]): readonly DataPoint[] {
  const byTime = new Map([...earlier, ...later].map((point) => [Date.parse(point.at), point] as const));
  return [...byTime].toSorted(([a], [b]) => a - b).map(([, point]) => point);
}
