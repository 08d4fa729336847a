import type { MetricName, MetricReading } from '../evidence/evidence.ts';

/** Which metric's onset is trusted first. */
const telling: readonly MetricName[] = [
  'errorRate',
  'dlqDepth',
  'latencyP99',
  'saturation',
  'latencyP50',
  'dlqAge',
  'traffic',
];

export interface Onset {
  readonly at: Date;
  /** `measured`: a metric left its baseline then; `reported`: the alert says so. */
  readonly source: 'measured' | 'reported';
}

/**
 * When the trouble began, or null when the metrics show that there is none: they reach past the alert's time and none
 * has left its baseline.
 */
export function findTroubleOnset(readings: readonly MetricReading[], startedAt: Date): Onset | null {
  for (const name of telling) {
    const onsetAt = readings.find((reading) => reading.name === name)?.onsetAt ?? null;
    if (onsetAt !== null) return { at: new Date(onsetAt), source: 'measured' };
  }
  const isCalm = readings.length > 0 && readings.every((reading) => showsCalm(reading, startedAt));
  return isCalm ? null : { at: startedAt, source: 'reported' };
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
