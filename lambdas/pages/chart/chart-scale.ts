import type { DataPoint, MetricReading } from '../../domain/records/evidence.ts';

/** Width and height of the plot's own coordinates, whole numbers so fine that a value is read from them; it is stretched to the space it gets. */
export const plotWidth = 6000;
export const plotHeight = 12_000;

export interface ChartScale {
  readonly from: number;
  readonly to: number;
  readonly max: number;
  x(at: string): number;
  y(value: number): number;
}

/** The zero line is always in view: a small change must not look like a large one. Null without any reading. */
export function chartScale(
  reading: MetricReading,
  points: readonly DataPoint[],
  marks: readonly string[],
): ChartScale | null {
  const values = points.map(({ value }) => value).filter((value) => value !== null && Number.isFinite(value));
  const times = [...points.map(({ at }) => at), ...marks].map((at) => Date.parse(at)).filter(Number.isFinite);
  if (values.length === 0 || times.length === 0) {
    return null;
  }
  const from = Math.min(...times);
  const last = Math.max(...times, from + 60_000);
  // Some space at the end, so that the newest reading does not hide in the border.
  const to = last + (last - from) * 0.03;
  const top = Math.max(...values.map(Number), finite(bandOf(reading)?.high), 0);
  const max = top > 0 ? niceCeiling(top) : 1;
  return {
    from,
    to,
    max,
    x: (at) => Math.round(((Date.parse(at) - from) / (to - from)) * plotWidth),
    y: (value) => Math.round(plotHeight - Math.min(1, Math.max(0, value) / max) * plotHeight),
  };
}

/** Where the series usually runs: three deviations around the median. */
export function bandOf({
  baseline,
}: Pick<MetricReading, 'baseline'>): { readonly low: number; readonly high: number } | null {
  if (baseline === null) {
    return null;
  }
  const width = 3 * baseline.deviation;
  return { low: Math.max(0, baseline.median - width), high: baseline.median + width };
}

const roundSteps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The next number at which an axis may end, so that its half is easy to read too; the value itself when there is none. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const nice = roundSteps.map((step) => step * power).find((each) => each >= value);
  return nice !== undefined && Number.isFinite(nice) ? nice : value;
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0;
}
