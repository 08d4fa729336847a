import type { LatestReadings } from '../../records/evidence.ts';
import { metricLabel, metricValue } from '../../triage/series/metric-labels.ts';
import { utcMinute } from '../../utc-minute.ts';
import { lowerFirst } from '../labels/first-letter.ts';

/** `Read again at 02:14 UTC: error rate 41.9 %; p99 latency could not be read (access was denied)`. */
export function latestText({ at, readings, missing = [] }: LatestReadings): string {
  const read = readings.map(
    ({ name, unit, current }) =>
      `${lowerFirst(metricLabel(name))} ${current === null ? 'without a reading' : metricValue(current, unit)}`,
  );
  const unread = missing.map(
    ({ name, reason }) => `${lowerFirst(metricLabel(name))} could not be read (${reason})`,
  );
  return `Read again at ${utcMinute(at)}: ${[...read, ...unread].join(', ') || 'nothing'}`;
}
