import type { MetricsCourse } from '../../records/evidence.ts';
import type { MetricSeries } from './assess-series.ts';
import { joinByTime } from './join-by-time.ts';

/** Of each metric the newest are kept: eight hours of minutes. */
const pointsKept = 480;

/** What was known of the course with what was read now; what was read later counts. */
export function joinCourse(
  before: MetricsCourse | undefined,
  series: readonly Pick<MetricSeries, 'name' | 'points'>[],
  now: Date,
): MetricsCourse {
  const known = new Map((before?.readings ?? []).map(({ name, points }) => [name, points]));
  for (const { name, points } of series) {
    known.set(name, joinByTime(known.get(name) ?? [], points).slice(-pointsKept));
  }
  return { at: now.toISOString(), readings: [...known].map(([name, points]) => ({ name, points })) };
}
