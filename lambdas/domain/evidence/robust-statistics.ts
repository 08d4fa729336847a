/** Makes the median absolute deviation comparable to a standard deviation. https://en.wikipedia.org/wiki/Median_absolute_deviation */
const madScale = 1.4826;

/** Null for no values. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return lower + (upper - lower) / 2;
}

/** How far values usually are from their median, as one standard deviation would be; outliers do not move it. */
export function medianDeviation(values: readonly number[], center: number): number {
  return madScale * (median(values.map((value) => Math.abs(value - center))) ?? 0);
}
