import type { DataPoint } from './evidence.ts';

/** One value as a provider gave it; what is not a finite number is a gap. */
export interface RawPoint {
  /** Start of the period, epoch milliseconds. */
  readonly at: number;
  readonly value: number;
}

/**
 * One point per whole period in [from, until), oldest first. Where the provider gave nothing, or no number, there is a
 * gap; of two values for one period the later in the list counts.
 */
export function onGrid(
  raw: readonly RawPoint[],
  { from, until, periodSeconds }: { from: Date; until: Date; periodSeconds: number },
): readonly DataPoint[] {
  const period = periodSeconds * 1000;
  const values = new Map<number, number>();
  for (const { at, value } of raw) {
    if (Number.isFinite(at) && Number.isFinite(value)) values.set(Math.floor(at / period) * period, value);
  }
  const points: DataPoint[] = [];
  const first = Math.floor(from.getTime() / period) * period;
  for (let at = first; at + period <= until.getTime(); at += period) {
    points.push({ at: new Date(at).toISOString(), value: values.get(at) ?? null });
  }
  return points;
}
