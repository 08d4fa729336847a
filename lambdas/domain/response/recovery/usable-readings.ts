import type { DataPoint } from '../../records/evidence.ts';
import type { Expectation } from '../../records/plan.ts';
import { chanceFailures, failedTooMany } from './counting-noise.ts';
import type { RecoveryInput } from './recovery-input.ts';

/** CloudWatch's newest minutes come late: only what is missing for longer is missing. */
export const latenessSeconds = 180;

/** A reading that may be judged by: settled, complete, a number, and with traffic behind it. */
export interface UsableReading {
  readonly at: string;
  readonly atMs: number;
  readonly value: number;
  /** Behind it; null when that is not known, or the reading is the traffic itself. */
  readonly requests: number | null;
  /** Behind it is enough traffic, compared with what is usual, to show a recovery. */
  readonly comparable: boolean;
}

/** The expected metric's readings that may be judged by, oldest first, one a period. */
export function usableReadings({
  expectation,
  series,
  leastTraffic,
  periodSeconds,
  settledAt,
  now,
}: RecoveryInput): readonly UsableReading[] {
  const sinceMs = settledAt.getTime() + expectation.settleSeconds * 1000;
  const traffic = series.traffic === undefined ? null : valuesByTime(series.traffic);
  const judgesTraffic = expectation.metric === 'traffic';
  return completeValues(series[expectation.metric] ?? [], { sinceMs, periodSeconds, now })
    .filter(([atMs]) => judgesTraffic || traffic === null || (traffic.get(atMs) ?? 0) > 0)
    .map(([atMs, value]) => {
      const requests = judgesTraffic ? null : (traffic?.get(atMs) ?? null);
      const comparable = requests === null || requests >= (leastTraffic ?? 0);
      return { at: new Date(atMs).toISOString(), atMs, value, requests, comparable };
    });
}

/** The values of periods that have begun since then and are over, oldest first. */
export function completeValues(
  points: readonly DataPoint[],
  {
    sinceMs,
    periodSeconds,
    now,
  }: { readonly sinceMs: number; readonly periodSeconds: number; readonly now: Date },
): readonly (readonly [atMs: number, value: number])[] {
  return [...valuesByTime(points)]
    .filter(([atMs]) => atMs >= sinceMs && atMs + periodSeconds * 1000 <= now.getTime())
    .sort(([a], [b]) => a - b);
}

export function isGood(
  { value }: Pick<UsableReading, 'value'>,
  { comparison, threshold }: Expectation,
): boolean {
  return comparison === 'below' ? value < threshold : value > threshold;
}

export interface GoodRow {
  readonly good: number;
  /** Readings among them that miss what is expected by chance: they count as neither good nor bad. */
  readonly byChance: number;
  readonly newestIsByChance: boolean;
}

/**
 * Good readings with comparable traffic in a row up to the newest. A bad one ends the row, or a period without a reading in between; one failed
 * request too many does not, if there is no more in the row.
 */
export function goodRow(
  readings: readonly UsableReading[],
  { expectation, periodSeconds }: Pick<RecoveryInput, 'expectation' | 'periodSeconds'>,
): GoodRow {
  let later: number | null = null;
  let failures = 0;
  const row: boolean[] = [];
  for (const reading of readings.toReversed()) {
    const { atMs } = reading;
    if (!reading.comparable) break;
    if (later !== null && later - atMs > periodSeconds * 1000) break;
    const good = isGood(reading, expectation);
    if (!good) failures += tooMany(reading, expectation);
    if (failures > chanceFailures) break;
    later = atMs;
    row.push(good);
  }
  const good = row.filter(Boolean).length;
  return { good, byChance: row.length - good, newestIsByChance: row[0] === false };
}

function tooMany(reading: UsableReading, { metric, comparison, threshold }: Expectation): number {
  return comparison === 'below' ? failedTooMany(metric, reading, threshold) : Number.POSITIVE_INFINITY;
}

/** By epoch milliseconds; of two values for one time the higher one, whatever order they come in. Gaps are left out. */
export function valuesByTime(points: readonly DataPoint[]): ReadonlyMap<number, number> {
  const values = new Map<number, number>();
  for (const { at, value } of points) {
    const atMs = Date.parse(at);
    if (value === null || !Number.isFinite(value) || Number.isNaN(atMs)) continue;
    values.set(atMs, Math.max(value, values.get(atMs) ?? value));
  }
  return values;
}
