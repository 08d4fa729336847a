import type { Baseline, DataPoint, MetricName, MetricReading } from '../../records/evidence.ts';
import { agree, baselineOf, burstyDeviation, leastSamples } from './baseline.ts';
import { findOnset } from './change-point.ts';
import { alignPreviousDays, type PreviousReading, valuesAtTimeOf } from './previous-days.ts';
import { currentPeriods, qualityFlagsOf } from './quality-flags.ts';
import { median } from './robust-statistics.ts';
import { increasesOf } from './running-total.ts';
import { addValue, middleOf, type RawPoint, usableValue } from './series-grid.ts';

/** A series as it was read, before anything is concluded from it. */
export type MetricSeries = Pick<MetricReading, 'name' | 'unit' | 'periodSeconds' | 'points' | 'query'> & {
  /** Readings of previous days, any order; their hours may be more than those of `points`. */
  readonly previous?: readonly RawPoint[];
};

/** What is read of every metric: so long before the alert began. */
export const seriesBeforeMinutes = 120;
/** The alert is later than its cause: so long before it nothing counts as baseline. */
const alertLagMinutes = 15;
/** So long before a measured onset nothing counts as baseline: the degradation may have begun softly. */
const onsetGuardMinutes = 5;
/** Readings that make the current value; they must be among the newest periods. */
const currentReadings = 3;
/** What follows the rhythm of the day. Errors and dead letters are bad at any hour. */
const rhythmic: readonly MetricName[] = ['traffic', 'latencyP50', 'latencyP99', 'saturation'];

/**
 * A series with its baseline, onset, current value and oddities (docs/triage.md has the formulas). Any points will do:
 * their order, duplicates and what is no number do not matter. `startedAt` is when the first alert says that it began.
 */
export function assessSeries(series: MetricSeries, startedAt: Date): MetricReading {
  const { name, unit, periodSeconds, query } = series;
  const tidied = tidy(series.points);
  const counter = name === 'traffic' ? increasesOf(tidied.map(({ value }) => value)) : null;
  const points =
    counter === null
      ? tidied
      : tidied.map(({ at }, index) => ({ at, value: counter.increases[index] ?? null }));
  const readings = points.flatMap(({ at, value }) => (value === null ? [] : [{ at: Date.parse(at), value }]));
  const history: History = {
    name,
    readings,
    // Running totals of previous days say nothing without all that is between them.
    previous: counter === null ? previousOf(series.previous ?? [], points) : [],
    alertedAt: startedAt.getTime() - alertLagMinutes * 60_000,
  };
  const { baseline, onset, isBursty } = conclude(history);
  const onsetAt = onset === null ? null : new Date(onset).toISOString();
  return {
    name,
    unit,
    periodSeconds,
    points,
    current: currentOf(points, onsetAt),
    baseline,
    onsetAt,
    qualityFlags: qualityFlagsOf({ points, baseline, resets: counter?.resets ?? 0, isBursty }),
    query,
  };
}

interface History {
  readonly name: MetricName;
  readonly readings: readonly RawPoint[];
  readonly previous: readonly PreviousReading[];
  /** Epoch milliseconds from which on the alert may have begun. */
  readonly alertedAt: number;
}

interface Conclusion {
  readonly baseline: Baseline | null;
  readonly onset: number | null;
  readonly isBursty: boolean;
}

/** Twice: an onset before the alert's own time takes readings out of the baseline, which may move the onset. */
function conclude(history: History): Conclusion {
  const first = concludeFrom(history, history.alertedAt);
  if (first.onset === null || first.onset >= history.alertedAt) return first;
  const second = concludeFrom(history, first.onset - onsetGuardMinutes * 60_000);
  return second.onset === null ? first : second;
}

/** `until` ends what may count as baseline. */
function concludeFrom(history: History, until: number): Conclusion {
  const { name, readings, previous } = history;
  const usual = usualBefore(history, until);
  if (usual === null) return { baseline: null, onset: null, isBursty: false };
  const usualAt = (at: number) => (rhythmic.includes(name) ? baselineOf(valuesAtTimeOf(previous, at)) : null);
  return { ...usual, onset: findOnset(name, readings, usual.baseline, usualAt) };
}

/**
 * The hours before and the same hours of previous days together while they agree. When they do not, the hours before
 * count alone, unless they began as on previous days: then the degradation is older than most of them, and these hide it.
 */
function usualBefore(
  { name, readings, previous }: History,
  until: number,
): { readonly baseline: Baseline; readonly isBursty: boolean } | null {
  const before = readings.filter(({ at }) => at < until);
  const previousBefore = previous.filter(({ at }) => at < until);
  const recent = baselineOf(valuesOf(before));
  const earlier = baselineOf(valuesOf(previousBefore));
  if (recent === null && earlier === null) return null;
  const together = recent === null || earlier === null || agree(name, recent, earlier);
  const beganAsUsual = earlier !== null && beganLike(name, before, earlier);
  const values = together
    ? [...valuesOf(previousBefore), ...valuesOf(before)]
    : valuesOf(beganAsUsual ? previousBefore : before);
  const baseline = baselineOf(values);
  if (baseline === null) return null;
  // The later half may be part of the degradation already, which is no burst.
  const calm = [...valuesOf(previousBefore), ...valuesOf(before.slice(0, Math.ceil(before.length / 2)))];
  const bursty = burstyDeviation(name, baseline, calm);
  return {
    baseline: bursty === null ? baseline : { ...baseline, deviation: bursty },
    isBursty: bursty !== null,
  };
}

/** Its first readings, a quarter of them, are as on previous days. */
function beganLike(name: MetricName, before: readonly RawPoint[], earlier: Baseline): boolean {
  const first = baselineOf(valuesOf(before.slice(0, Math.max(leastSamples, Math.ceil(before.length / 4)))));
  return first !== null && agree(name, first, earlier);
}

function previousOf(previous: readonly RawPoint[], points: readonly DataPoint[]): readonly PreviousReading[] {
  const [from, until] = [points[0]?.at, points.at(-1)?.at];
  if (from === undefined || until === undefined) return [];
  const window = { from: new Date(from), until: new Date(Date.parse(until) + 1) };
  const usable = alignPreviousDays(previous, window).filter(({ value }) => usableValue(value) !== null);
  return usable
    .toSorted(comparePrevious)
    .filter((each, index, sorted) => index === 0 || comparePrevious(sorted[index - 1] ?? each, each) !== 0);
}

function comparePrevious(a: PreviousReading, b: PreviousReading): number {
  return a.at - b.at || a.daysBack - b.daysBack || a.value - b.value;
}

/** In order of time, one point a time; of several values for it their median, a gap only when all are. */
function tidy(points: readonly DataPoint[]): readonly DataPoint[] {
  const values = new Map<number, number[]>();
  for (const { at, value } of points) {
    const time = Date.parse(at);
    if (Number.isNaN(time)) continue;
    const usable = usableValue(value);
    if (usable !== null) addValue(values, time, usable);
    else if (!values.has(time)) values.set(time, []);
  }
  return [...values]
    .sort(([a], [b]) => a - b)
    .map(([time, known]) => ({ at: new Date(time).toISOString(), value: middleOf(known) }));
}

/** Readings from before the onset would hide how bad it is. A series that stopped has no current value. */
function currentOf(points: readonly DataPoint[], onsetAt: string | null): number | null {
  const recent = points.slice(-currentPeriods).filter(({ at }) => onsetAt === null || at >= onsetAt);
  return median(recent.flatMap(({ value }) => (value === null ? [] : [value])).slice(-currentReadings));
}

function valuesOf(readings: readonly RawPoint[]): number[] {
  return readings.map(({ value }) => value);
}
