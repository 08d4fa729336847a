import type { DataPoint } from './evidence.ts';
import { median } from './robust-statistics.ts';

/** One value as a provider gave it; what is not a finite number is a gap. */
export interface RawPoint {
  /** Start of the period, epoch milliseconds. */
  readonly at: number;
  readonly value: number;
}

/** Beyond it nothing is measured, and DynamoDB keeps no number. */
const largestValue = 1e100;
/** Nearer to zero than this is zero in any unit that we measure. */
const smallestValue = 1e-100;

/** Whole periods, `until` exclusive. */
export interface GridWindow {
  readonly from: Date;
  readonly until: Date;
  readonly periodSeconds: number;
}

/**
 * One point per whole period in [from, until), oldest first. Where the provider gave nothing, or no number, there is a
 * gap; of several different values for one period their median counts, whatever their order.
 */
export function onGrid(raw: readonly RawPoint[], window: GridWindow): readonly DataPoint[] {
  const period = window.periodSeconds * 1000;
  const first = Math.floor(window.from.getTime() / period) * period;
  const values = valuesByPeriod(
    raw.filter(({ at }) => at >= first),
    period,
  );
  const points: DataPoint[] = [];
  for (let at = first; at + period <= window.until.getTime(); at += period) {
    points.push({ at: new Date(at).toISOString(), value: values.get(at) ?? null });
  }
  return points;
}

/** The readings before `until`: history, in which gaps do not matter. */
export function readingsBefore(raw: readonly RawPoint[], until: Date): readonly RawPoint[] {
  return raw.filter(({ at, value }) => at < until.getTime() && usableValue(value) !== null);
}

/** Null for what is no usable number. */
export function usableValue(value: number | null): number | null {
  if (value === null || !Number.isFinite(value) || Math.abs(value) > largestValue) return null;
  return Math.abs(value) < smallestValue ? 0 : value;
}

function valuesByPeriod(raw: readonly RawPoint[], period: number): ReadonlyMap<number, number> {
  const groups = new Map<number, Set<number>>();
  for (const { at, value: given } of raw) {
    const value = usableValue(given);
    if (value === null || !Number.isFinite(at)) continue;
    const start = Math.floor(at / period) * period;
    groups.set(start, (groups.get(start) ?? new Set()).add(value));
  }
  return new Map([...groups].map(([start, values]) => [start, median([...values]) ?? 0]));
}
