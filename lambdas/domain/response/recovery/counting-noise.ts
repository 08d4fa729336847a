import type { MetricName } from '../../records/evidence.ts';

/** So many failed requests too many, of all readings in a row together, are chance. */
export const chanceFailures = 1;

/** Of a request: shares are rounded where they are kept. */
const roundingError = 0.05;

/**
 * How many requests more failed than may, in a reading above the limit. Infinite where that cannot be counted: only the error rate is a share of
 * requests, and what is no whole number of them was measured otherwise than the traffic.
 */
export function failedTooMany(
  metric: MetricName,
  { value, requests }: { readonly value: number; readonly requests: number | null },
  limit: number,
): number {
  if (metric !== 'errorRate' || requests === null || requests === 0) return Number.POSITIVE_INFINITY;
  const failed = (value * requests) / 100;
  return Math.abs(failed - Math.round(failed)) > roundingError
    ? Number.POSITIVE_INFINITY
    : failed - (limit * requests) / 100;
}
