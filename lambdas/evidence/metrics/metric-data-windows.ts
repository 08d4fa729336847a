import { mostStatistics } from '../../domain/policy/cloudwatch-statistics.ts';
import { choosePreviousDays, leastDays } from '../../domain/triage/series/previous-days.ts';
import type { MetricDataWindow } from './get-metric-data.ts';

/**
 * One call gives 100,800 points at most, and for expressions no further page is promised; some are left for rounding.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
const mostPoints = 95_000;
const dayMs = 86_400_000;

/** What is to be read, and what one call for it takes. */
export interface WantedReading {
  readonly from: Date;
  readonly until: Date;
  /** Billed by each call. */
  readonly statistics: number;
  /** Each gives a point a period. */
  readonly queries: number;
  /** Of each metric. */
  readonly periods: readonly number[];
}

/** One call each; `previous` may be part of `recent`. */
export interface ReadingWindows {
  readonly recent: MetricDataWindow;
  readonly previous: readonly MetricDataWindow[];
}

/**
 * The calls for a reading and the same hours of previous days. Each is billed by its statistics: three days, or two, in a
 * call of their own each where the bill allows it; else two within one call, which also brings the hours between them and
 * is not billed for these. None when that is more than a call can hold.
 */
export function readingWindows(wanted: WantedReading): ReadingWindows {
  const { until, statistics, periods } = wanted;
  const longestMs = Math.max(...periods) * 1000;
  const from = new Date(Math.floor(wanted.from.getTime() / longestMs) * longestMs);
  const alone = { from, until };
  const days = choosePreviousDays(alone);
  const spare = Math.floor(mostStatistics / statistics) - 1;
  if (days.length >= leastDays && spare >= leastDays) {
    return { recent: alone, previous: days.slice(0, spare).map((day) => previousWindow(alone, day, day)) };
  }
  // Days of another kind say more than none.
  for (const [nearest, furthest] of [days.slice(0, leastDays), [1, leastDays]]) {
    if (nearest === undefined || furthest === undefined) continue;
    const merged = previousWindow(alone, furthest, spare === 0 ? 0 : nearest);
    if (pointsOf(merged, wanted) > mostPoints) continue;
    return spare === 0 ? { recent: merged, previous: [] } : { recent: alone, previous: [merged] };
  }
  return { recent: alone, previous: [] };
}

/** From the beginning of one previous day's hours to the end of a nearer one's, 0 for the window's own; hours between are left out. */
function previousWindow(
  { from, until }: MetricDataWindow,
  furthest: number,
  nearest: number,
): MetricDataWindow {
  const length = until.getTime() - from.getTime();
  // Of a window longer than a day, only its first day is before it.
  const end = nearest === 0 ? until.getTime() : from.getTime() + Math.min(length, dayMs) - nearest * dayMs;
  return {
    from: new Date(from.getTime() - furthest * dayMs),
    until: new Date(end),
    ...(furthest === nearest ? {} : { keeps: sameTimeOfDay(from.getTime(), length) }),
  };
}

/** No other hour of previous days is looked at (previous-days.ts). */
function sameTimeOfDay(from: number, length: number): (at: number) => boolean {
  return (at) => at >= from || (((at - from) % dayMs) + dayMs) % dayMs < length;
}

function pointsOf({ from, until }: MetricDataWindow, { queries, periods }: WantedReading): number {
  return (queries * (until.getTime() - from.getTime())) / (Math.min(...periods) * 1000);
}
