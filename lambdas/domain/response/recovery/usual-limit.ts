import type { Baseline } from '../../records/evidence.ts';

/** So many deviations above the baseline are still usual. */
const usualDeviations = 4;

/** At least so much above the baseline is usual, in the metric's unit. */
export const leastSlack = { percent: 1, milliseconds: 50, count: 1, seconds: 10 } as const;

/** What is still usual: at least this share of the baseline above it, or so much in the metric's unit. */
export function usualLimit(
  { median, deviation }: Baseline,
  least: { readonly share: number; readonly slack: number },
): number {
  const slack = Math.max(usualDeviations * deviation, least.share * Math.abs(median), least.slack);
  return Number((median + slack).toPrecision(4));
}
