import type { MetricName, MetricReading } from '../../records/evidence.ts';

/** Which metric's onset is trusted first. More traffic alone is no degradation, so that only its loss counts. */
const telling: readonly MetricName[] = [
  'errorRate',
  'throttles',
  'dlqDepth',
  'latencyP99',
  'saturation',
  'latencyP50',
  'dlqAge',
  'traffic',
];

/** One degradation shows in several metrics, in some a little sooner: slow first, failing then. */
const sameOnsetMs = 10 * 60_000;

/** A beginning that takes longer is slow, not uncertain. */
const mostDoubtSeconds = 300;

export interface Onset {
  readonly at: Date;
  /** `measured`: a metric left its baseline then; `reported`: the alert says so. */
  readonly source: 'measured' | 'reported';
  /** It lies within so long after `at`: in the period of its first reading, and in the gap that follows it. */
  readonly withinSeconds: number;
  /** So long after `at` it is plain, half as bad as it is now: what came a little before may have been chance. */
  readonly plainAfterSeconds: number;
  /**
   * No metric that was read shows the degradation yet: the alert may know of something that none of them shows, or of nothing.
   */
  readonly unseen: boolean;
}

/**
 * When the degradation began, or null when the metrics show that there is none: they reach past the alert's time and none
 * has left its baseline. Of metrics that left it within ten minutes of each other the first one counts.
 */
export function findOnset(readings: readonly MetricReading[], startedAt: Date): Onset | null {
  const onsets = telling.flatMap((name) => {
    const found = readings.filter((reading) => reading.name === name && !isRise(reading)).flatMap(onsetOf);
    return found
      .toSorted((a, b) => a.at.getTime() - b.at.getTime() || b.withinSeconds - a.withinSeconds)
      .slice(0, 1);
  });
  const [leading] = onsets;
  if (leading !== undefined) {
    const from = leading.at.getTime() - sameOnsetMs;
    return onsets.reduce((first, each) => {
      const at = each.at.getTime();
      return at >= from && at < first.at.getTime() ? each : first;
    });
  }
  const isCalm = readings.length > 0 && readings.every((reading) => showsCalm(reading, startedAt));
  if (isCalm) return null;
  const unseen = readings.some(({ current, baseline }) => current !== null && baseline !== null);
  return { at: startedAt, source: 'reported', withinSeconds: 0, plainAfterSeconds: 0, unseen };
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

function onsetOf({ onsetAt, periodSeconds, points, current, baseline }: MetricReading): readonly Onset[] {
  const at = new Date(onsetAt ?? Number.NaN);
  if (Number.isNaN(at.getTime())) return [];
  const secondsTo = (time: number) => (time - at.getTime()) / 1000;
  const read = points.flatMap((point) =>
    point.value === null ? [] : [{ value: point.value, after: secondsTo(Date.parse(point.at)) }],
  );
  const next = read.filter(({ after }) => after >= periodSeconds).map(({ after }) => after);
  const withinSeconds = Math.min(mostDoubtSeconds, next.length === 0 ? periodSeconds : Math.min(...next));
  const usual = baseline?.median ?? 0;
  const plain = read
    .filter(
      ({ value, after }) => after >= 0 && Math.abs(value - usual) >= Math.abs((current ?? usual) - usual) / 2,
    )
    .map(({ after }) => after + periodSeconds);
  const plainAfterSeconds = Math.min(mostDoubtSeconds, Math.min(...plain, Number.POSITIVE_INFINITY));
  return [
    {
      at,
      source: 'measured',
      withinSeconds,
      plainAfterSeconds: Math.max(withinSeconds, plain.length === 0 ? 0 : plainAfterSeconds),
      unseen: false,
    },
  ];
}

/** What left its baseline for the worse. */
export function degradedMetrics(readings: readonly MetricReading[]): readonly MetricName[] {
  return readings.filter((reading) => reading.onsetAt !== null && !isRise(reading)).map(({ name }) => name);
}

/** More requests than usual. */
export function isRise({ name, current, baseline }: MetricReading): boolean {
  return name === 'traffic' && current !== null && baseline !== null && current > baseline.median;
}
