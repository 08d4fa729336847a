import type { DataPoint } from '../../records/evidence.ts';
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
  const values = new Map<number, number[]>();
  for (const { at, value: given } of raw) {
    const value = usableValue(given);
    if (value === null || !(at >= first) || at === Infinity) continue;
    addValue(values, Math.floor(at / period) * period, value);
  }
  const points: DataPoint[] = [];
  for (let at = first; at + period <= window.until.getTime(); at += period) {
    points.push({ at: new Date(at).toISOString(), value: middleOf(values.get(at) ?? []) });
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

/** Adds to the values of a time, for {@link middleOf}. */
export function addValue(values: Map<number, number[]>, time: number, value: number): void {
  const known = values.get(time);
  if (known === undefined) values.set(time, [value]);
  else known.push(value);
}

/** The median of different values; null for none. */
export function middleOf(values: readonly number[]): number | null {
  return values.length === 1 ? (values[0] ?? null) : median([...new Set(values)]);
}
