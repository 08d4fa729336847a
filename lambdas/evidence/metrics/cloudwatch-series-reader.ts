import { createTimerTimeouts } from '../../adapters/timers/timer-timeouts.ts';
import { mostStatistics, statisticsOf } from '../../domain/policy/cloudwatch-statistics.ts';
import type { CloudWatchMetricPolicy } from '../../domain/policy/schemas/metric-schema.ts';
import { type MetricName, type MissingMetric, metricNames } from '../../domain/records/evidence.ts';
import type { MetricSeries } from '../../domain/triage/series/assess-series.ts';
import { onGrid, type RawPoint, readingsBefore } from '../../domain/triage/series/series-grid.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { MetricSeriesReader, SeriesQuery } from '../../ports/metric-series-reader.ts';
import type { Timeouts } from '../../ports/timeouts.ts';
import { getMetricData, type MetricDataResult } from './get-metric-data.ts';
import { metricDataQueries } from './metric-data-queries.ts';
import { readingWindows } from './metric-data-windows.ts';

/** Previous days that take longer are done without: less than the reading has in all. */
const previousSeconds = 6;

/** The metrics that a service has, with where each is read. */
type Wanted = readonly (readonly [name: MetricName, policy: CloudWatchMetricPolicy])[];

/**
 * Series from CloudWatch, all metrics in one GetMetricData; beside it one for each of a few previous days, for their same
 * hours only. A previous day that cannot be had costs its own readings.
 */
export function createCloudwatchSeriesReader(
  aws: AwsClients,
  timeouts: Timeouts = createTimerTimeouts(),
): MetricSeriesReader {
  return {
    async readSeries(query) {
      const { from, until } = query;
      const { wanted, missing } = withinBudget(wantedOf(query));
      if (wanted.length === 0) return { series: [], metricsRequested: 0, missing };
      const { queries, resultIds, metricsRequested: statistics } = metricDataQueries(wanted);
      const periods = wanted.map(([, { periodSeconds }]) => periodSeconds);
      const windows =
        query.withPreviousDays === true
          ? readingWindows({ from, until, statistics, queries: queries.length, periods })
          : { recent: { from, until }, previous: [] };
      const earlier = windows.previous.map((window) =>
        timeouts
          .limit(previousSeconds, (late) => getMetricData(aws, queries, window, late))
          .catch(() => null),
      );
      const results = await getMetricData(aws, queries, windows.recent);
      const previousResults = await Promise.all(earlier);
      const series: MetricSeries[] = [];
      for (const [name, { unit, periodSeconds, cloudwatch }] of wanted) {
        const id = resultIds.get(name) ?? '';
        const { points: raw = [], problem = null } = results.get(id) ?? {};
        if (problem !== null) {
          missing.push({ name, reason: `CloudWatch could not provide it: ${problem}` });
          continue;
        }
        const previous = [results, ...previousResults].flatMap((each) => goodPoints(each?.get(id)));
        series.push({
          name,
          unit,
          periodSeconds,
          points: onGrid(raw, { from, until, periodSeconds }),
          previous: readingsBefore(previous, from),
          query: describeQuery(cloudwatch),
        });
      }
      return { series, metricsRequested: statistics * (1 + windows.previous.length), missing };
    },
  };
}

function goodPoints(result: MetricDataResult | undefined): readonly RawPoint[] {
  return result?.problem === null ? result.points : [];
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

/** For the person who wants to look: the math, and what each name in it stands for. */
function describeQuery({ expression, metrics }: CloudWatchMetricPolicy['cloudwatch']): string {
  const names = Object.entries(metrics).map(([id, { namespace, name, dimensions, stat }]) => {
    const where = Object.entries(dimensions).map(([key, value]) => `${key}=${value}`);
    return `${id} = ${stat} of ${[`${namespace}/${name}`, ...where].join(' ')}`;
  });
  return `${expression} where ${names.join(', ')}`;
}
