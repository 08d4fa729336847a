import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import type { Statistic, StatisticOf, WantedMetric } from '../../signals/metric.ts';
import { parseExpression } from './metric-expression.ts';

const MINUTE_MS = 60_000;

const metricStatSchema = z.object({
  Metric: z.object({
    Namespace: z.string().default(''),
    MetricName: z.string().default(''),
    Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  }),
  Period: z.number().positive(),
  Stat: z.string(),
});
type MetricStat = z.output<typeof metricStatSchema>;

const querySchema = z.object({
  Id: z.string(),
  Label: z.string().optional(),
  Expression: z.string().optional(),
  Period: z.number().positive().optional(),
  ReturnData: z.boolean().default(true),
  MetricStat: metricStatSchema.optional(),
});
type MetricDataQuery = z.output<typeof querySchema>;

export const getMetricDataSchema = z.object({
  MetricDataQueries: z.array(querySchema),
  /** Epoch seconds. */
  StartTime: z.number(),
  EndTime: z.number(),
  ScanBy: z.enum(['TimestampAscending', 'TimestampDescending']).default('TimestampDescending'),
});
type GetMetricDataRequest = z.output<typeof getMetricDataSchema>;

/** GetMetricData with arithmetic expressions. Minutes that are too new are not there yet. */
export function getMetricData(request: GetMetricDataRequest, context: ServiceContext<object>) {
  try {
    const valuesOf = seriesById(request, context.statistics());
    const results = request.MetricDataQueries.filter(({ ReturnData }) => ReturnData).map((query) =>
      resultOf(query, request, valuesOf, context),
    );
    return { MetricDataResults: results, Messages: [] };
  } catch (error) {
    if (error instanceof SyntaxError) throw new AwsFault('ValidationError', error.message);
    throw error;
  }
}

function resultOf(
  query: MetricDataQuery,
  request: GetMetricDataRequest,
  valuesOf: SeriesById,
  { nowMs, scenario }: ServiceContext<object>,
) {
  const periodMs = periodSeconds(query, request) * 1000;
  const newest = nowMs - scenario.metrics.lateSeconds * 1000;
  const first = Math.floor((request.StartTime * 1000) / periodMs) * periodMs;
  const valueAt = valuesOf(query.Id);
  const timestamps: number[] = [];
  const values: number[] = [];
  for (let at = first; at < request.EndTime * 1000 && at + periodMs <= newest; at += periodMs) {
    const value = valueAt(at, periodMs / MINUTE_MS);
    if (value === null) continue;
    timestamps.push(at / 1000);
    // Whatever is finer is noise, and long to write.
    values.push(Math.round(value * 10_000) / 10_000);
  }
  if (request.ScanBy === 'TimestampDescending') {
    timestamps.reverse();
    values.reverse();
  }
  return {
    Id: query.Id,
    Label: query.Label ?? query.Id,
    Timestamps: timestamps,
    Values: values,
    StatusCode: 'Complete',
  };
}

function periodSeconds(
  { MetricStat, Period }: MetricDataQuery,
  { MetricDataQueries }: GetMetricDataRequest,
): number {
  return (
    MetricStat?.Period ??
    Period ??
    MetricDataQueries.find((one) => one.MetricStat !== undefined)?.MetricStat?.Period ??
    60
  );
}

type SeriesById = (id: string) => Statistic;

/** Each query of the request, read once; an expression may name any other query. */
function seriesById(
  { MetricDataQueries: queries }: GetMetricDataRequest,
  statisticOf: StatisticOf,
): SeriesById {
  const known = new Map<string, Statistic>();
  const of: SeriesById = (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const query = queries.find(({ Id }) => Id === id);
    if (query === undefined) throw new SyntaxError(`An expression names an unknown id: ${id}`);
    const series =
      query.MetricStat === undefined
        ? expressionSeries(query.Expression ?? '', of)
        : statisticOf(wantedMetric(query.MetricStat));
    known.set(id, series);
    return series;
  };
  return of;
}

function expressionSeries(expression: string, of: SeriesById): Statistic {
  const evaluate = parseExpression(expression);
  return (atMs, minutes) => evaluate((id) => of(id)(atMs, minutes));
}

function wantedMetric({ Metric, Stat }: MetricStat): WantedMetric {
  const dimensions = Metric.Dimensions.map(({ Name, Value }) => [Name, Value]);
  return {
    namespace: Metric.Namespace,
    name: Metric.MetricName,
    dimensions: Object.fromEntries(dimensions),
    stat: Stat,
  };
}
