/** Makes the median absolute deviation comparable to a standard deviation. https://en.wikipedia.org/wiki/Median_absolute_deviation */
const madScale = 1.4826;

/** Null for no values. Finite for finite values, however large they are. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/** How far values usually are from their median, as one standard deviation would be; outliers do not move it. */
export function medianDeviation(values: readonly number[], center: number): number {
  return finite(madScale * (median(distancesFrom(center, values)) ?? 0));
}

/** How far each value is from the center; finite. */
export function distancesFrom(center: number, values: readonly number[]): readonly number[] {
  return values.map((value) => finite(Math.abs(value - center)));
}

/** The value below which a share of the values is, between two of them by their distance. Null for no values. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const place = share * (sorted.length - 1);
  const lower = sorted[Math.floor(place)] ?? 0;
  const upper = sorted[Math.ceil(place)] ?? 0;
  if (lower === upper) return lower;
  const part = place - Math.floor(place);
  // Not lower + part * (upper - lower): that difference may be too large for a number.
  return lower * (1 - part) + upper * part;
}

function finite(value: number): number {
  return Math.min(value, Number.MAX_VALUE);
}
