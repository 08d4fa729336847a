import type { Baseline, MetricName } from '../../records/evidence.ts';
import { bandOf, leftBaseline } from './baseline.ts';
import { median } from './robust-statistics.ts';
import type { RawPoint } from './series-grid.ts';

/** Deviations at which one reading alone is enough. */
const farFromBaseline = 15;
/** What is taken off each reading's distance: half of the shift that is looked for (the slack of CUSUM). */
const slack = leftBaseline / 2;
/** No reading counts for more, so that a single one is never enough: 7 - 2.5 is less than the evidence needed. */
const mostPerReading = 7;
/** Two readings that have just left the baseline. */
const leastEvidence = 2 * (leftBaseline - slack);

/** What is usual at a time; null when that is not known. */
export type UsualAt = (at: number) => Baseline | null;

/**
 * When the series left its baseline for good, in epoch milliseconds; null when it did not. Page's CUSUM, read backwards
 * from the newest reading: with z the distance from the baseline in deviations, clipped to ±7, the onset is the k with the
 * largest sum of (z - 2.5) over the readings from k on, the likeliest moment of a lasting shift. It must reach 5: by
 * Lundberg's inequality a series without a shift gets there with a probability of at most e^-25 (normal readings). The
 * newest readings must still be outside. A time at which the reading is usual on previous days is no onset.
 * https://en.wikipedia.org/wiki/CUSUM
 */
export function findOnset(
  name: MetricName,
  readings: readonly RawPoint[],
  baseline: Baseline,
  usualAt: UsualAt = () => null,
): number | null {
  const directions = name === 'traffic' ? [1, -1] : [1];
  const found = directions.flatMap((direction) => {
    const distances = readings.map(({ at, value }) => {
      const own = (direction * (value - baseline.median)) / bandOf(name, baseline);
      // Only what looks like a shift needs the excuse that it is usual at this time of day.
      const usual = own > slack ? usualAt(at) : null;
      if (usual === null) return own;
      return Math.min(own, (direction * (value - usual.median)) / bandOf(name, usual));
    });
    return lastingShift(distances) ?? [];
  });
  const likeliest = found.sort((a, b) => b.evidence - a.evidence)[0];
  return likeliest === undefined ? null : (readings[likeliest.from]?.at ?? null);
}

/** Where the shift that still lasts began, as an index, with the evidence for it. */
function lastingShift(
  distances: readonly number[],
): { readonly from: number; readonly evidence: number } | null {
  if ((median(distances.slice(-2)) ?? 0) <= leftBaseline) return null;
  let [sum, evidence, from] = [0, 0, -1];
  for (let index = distances.length - 1; index >= 0; index -= 1) {
    sum += clipped(distances[index] ?? 0) - slack;
    if (sum > evidence) [evidence, from] = [sum, index];
  }
  const alone = from === distances.length - 1;
  const isEnough = alone ? (distances[from] ?? 0) > farFromBaseline : evidence >= leastEvidence;
  return from !== -1 && isEnough ? { from, evidence } : null;
}

function clipped(distance: number): number {
  return Math.min(mostPerReading, Math.max(-mostPerReading, distance));
}
