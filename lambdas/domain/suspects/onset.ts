import type { MetricName, MetricReading } from '../evidence/evidence.ts';

/** Which metric's onset is trusted first. More traffic alone is no trouble, so that only its loss counts. */
const telling: readonly MetricName[] = [
  'errorRate',
  'dlqDepth',
  'latencyP99',
  'saturation',
  'latencyP50',
  'dlqAge',
  'traffic',
];

/** One trouble shows in several metrics, in some a little sooner: slow first, failing then. */
const oneTroubleMs = 10 * 60_000;

export interface Onset {
  readonly at: Date;
  /** `measured`: a metric left its baseline then; `reported`: the alert says so. */
  readonly source: 'measured' | 'reported';
  /** How far apart the readings are by which it is known. */
  readonly periodSeconds: number;
}

/**
 * When the trouble began, or null when the metrics show that there is none: they reach past the alert's time and none
 * has left its baseline. Of metrics that left it within ten minutes of each other the first one counts.
 */
export function findTroubleOnset(readings: readonly MetricReading[], startedAt: Date): Onset | null {
  const onsets = telling.flatMap((name) => {
    const found = readings.filter((reading) => reading.name === name && !isRise(reading)).flatMap(onsetOf);
    return found
      .toSorted((a, b) => a.at.getTime() - b.at.getTime() || b.periodSeconds - a.periodSeconds)
      .slice(0, 1);
  });
  const [leading] = onsets;
  if (leading !== undefined) {
    const from = leading.at.getTime() - oneTroubleMs;
    return onsets.reduce((first, each) => {
      const at = each.at.getTime();
      return at >= from && at < first.at.getTime() ? each : first;
    });
  }
  const isCalm = readings.length > 0 && readings.every((reading) => showsCalm(reading, startedAt));
  return isCalm ? null : { at: startedAt, source: 'reported', periodSeconds: 60 };
}

/** Its readings cover the time after the alert began, and are compared with a baseline. */
export function showsCalm(
  { baseline, points, onsetAt, periodSeconds }: MetricReading,
  startedAt: Date,
): boolean {
  if (baseline === null || onsetAt !== null) return false;
  const covered = startedAt.getTime() + periodSeconds * 1000;
  return points.some(({ at, value }) => value !== null && Date.parse(at) >= covered);
}

function onsetOf({ onsetAt, periodSeconds }: MetricReading): readonly Onset[] {
  const at = new Date(onsetAt ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? [] : [{ at, source: 'measured', periodSeconds }];
}

/** More requests than usual. */
export function isRise({ name, current, baseline }: MetricReading): boolean {
  return name === 'traffic' && current !== null && baseline !== null && current > baseline.median;
}
