import type { DataPoint, MetricReading, QualityFlag } from '../../records/evidence.ts';

/** A series of which less than this share of the periods has a reading is sparse. */
const sparseShare = 0.5;
/** Providers are late by some minutes: only what is missing for longer has stopped. */
export const currentPeriods = 5;

export interface SeriesFindings {
  readonly points: readonly DataPoint[];
  readonly baseline: MetricReading['baseline'];
  readonly resets: number;
  readonly isBursty: boolean;
}

/** What is odd about a series. `points` has one per period, oldest first. */
export function qualityFlagsOf({
  points,
  baseline,
  resets,
  isBursty,
}: SeriesFindings): readonly QualityFlag[] {
  const present = points.flatMap(({ value }, index) => (value === null ? [] : [{ value, index }]));
  const [first, last] = [present[0]?.index ?? 0, present.at(-1)?.index ?? -1];
  const isSparse = present.length < sparseShare * points.length;
  const found: Readonly<Record<QualityFlag, boolean>> = {
    gaps: !isSparse && present.length < last - first + 1,
    sparse: isSparse,
    stopped: present.length > 0 && points.length - 1 - last >= currentPeriods,
    reset: resets > 0,
    bursty: isBursty,
    constant: present.length > 1 && present.every(({ value }) => value === present[0]?.value),
    short: baseline === null,
  };
  const order: readonly QualityFlag[] = ['gaps', 'sparse', 'stopped', 'reset', 'bursty', 'constant', 'short'];
  return order.filter((flag) => found[flag]);
}
