import type { MetricSeries } from '../../domain/evidence/assess-series.ts';
import { type MetricName, type MissingMetric, metricNames } from '../../domain/evidence/evidence.ts';
import { onGrid, readingsBefore } from '../../domain/evidence/series-grid.ts';
import { mostStatistics, statisticsOf } from '../../domain/policy/cloudwatch-statistics.ts';
import type { CloudWatchMetricPolicy } from '../../domain/policy/services-schema.ts';
import type { AwsCaller } from '../../ports/aws-caller.ts';
import type { MetricSeriesReader, SeriesQuery } from '../../ports/metric-series-reader.ts';
import { getMetricData } from './get-metric-data.ts';
import { metricDataQueries } from './metric-data-queries.ts';

/**
 * One call gives 100,800 points at most, and for expressions no further page is promised; some are left for rounding.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
const mostPoints = 95_000;
/** One former day alone says nothing (former-days.ts). */
const leastFormerDays = 2;
const hourMs = 3_600_000;
/** Periods begin before the window does: of an hour at most. */
const roundingMs = hourMs;

/** The metrics that a service has, with where each is read. */
type Wanted = readonly (readonly [name: MetricName, policy: CloudWatchMetricPolicy])[];

/**
 * Series out of CloudWatch, all metrics in one GetMetricData. Former days come with the same call, because each call is
 * billed by its metrics, not by its points: as many days as fit.
 */
export function createCloudwatchSeriesReader(aws: AwsCaller): MetricSeriesReader {
  return {
    async readSeries(query) {
      const { from, until } = query;
      const { wanted, missing } = withinBudget(wantedOf(query));
      if (wanted.length === 0) return { series: [], metricsRequested: 0, missing };
      const { queries, resultIds, metricsRequested } = metricDataQueries(wanted);
      const start = startOf(query, wanted, queries.length);
      const results = await getMetricData(aws, queries, { from: start, until, keeps: sameTimeOfDay(query) });
      const series: MetricSeries[] = [];
      for (const [name, { unit, periodSeconds, cloudwatch }] of wanted) {
        const { points: raw = [], trouble = null } = results.get(resultIds.get(name) ?? '') ?? {};
        if (trouble !== null) {
          missing.push({ name, reason: `CloudWatch could not give it: ${trouble}` });
          continue;
        }
        series.push({
          name,
          unit,
          periodSeconds,
          points: onGrid(raw, { from, until, periodSeconds }),
          former: readingsBefore(raw, from),
          query: describeQuery(cloudwatch),
        });
      }
      return { series, metricsRequested, missing };
    },
  };
}

/** In the order of their importance. */
function wantedOf({ service, metrics }: SeriesQuery): Wanted {
  return metricNames.flatMap((name) => {
    const policy = service.metrics[name];
    if (!metrics.includes(name) || policy?.cloudwatch === undefined) return [];
    return [[name, { ...policy, cloudwatch: policy.cloudwatch }] as const];
  });
}

/** What would cost too much is left out, the least important first, and said to be. */
function withinBudget(all: Wanted): { readonly wanted: Wanted; readonly missing: MissingMetric[] } {
  const wanted: Wanted[number][] = [];
  const missing: MissingMetric[] = [];
  for (const entry of all) {
    if (statisticsOf([...wanted, entry].map(([, policy]) => policy)).size <= mostStatistics) {
      wanted.push(entry);
    } else {
      const reason = `left out: with it, more than ${mostStatistics} metrics of CloudWatch would be read at once`;
      missing.push({ name: entry[0], reason });
    }
  }
  return { wanted, missing };
}

/** Where the reading begins: at the same hour so many days ago that one call can hold all points. */
function startOf({ from, until, formerDays = 0 }: SeriesQuery, wanted: Wanted, queries: number): Date {
  const periodMs = Math.min(...wanted.map(([, { periodSeconds }]) => periodSeconds)) * 1000;
  const pointsNow = (until.getTime() - from.getTime() + hourMs) / periodMs;
  const fitting = Math.floor((mostPoints / queries - pointsNow) / (24 * (hourMs / periodMs)));
  const days = Math.min(formerDays, fitting);
  if (days < leastFormerDays) return from;
  // CloudWatch is faster from a full hour on.
  return new Date(Math.floor(from.getTime() / hourMs) * hourMs - days * 24 * hourMs);
}

/** The window itself and, of former days, its time of day: no other hour of theirs is looked at (former-days.ts). */
function sameTimeOfDay({ from, until }: SeriesQuery): (at: number) => boolean {
  const first = from.getTime() - roundingMs;
  const length = until.getTime() + roundingMs - first;
  const dayMs = 24 * hourMs;
  return (at) => at >= first || (((at - first) % dayMs) + dayMs) % dayMs < length;
}

/** For the person who wants to look: the math, and what each name in it stands for. */
function describeQuery({ expression, metrics }: CloudWatchMetricPolicy['cloudwatch']): string {
  const names = Object.entries(metrics).map(([id, { namespace, name, dimensions, stat }]) => {
    const where = Object.entries(dimensions).map(([key, value]) => `${key}=${value}`);
    return `${id} = ${stat} of ${[`${namespace}/${name}`, ...where].join(' ')}`;
  });
  return `${expression} where ${names.join(', ')}`;
}
