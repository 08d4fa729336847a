import * as z from 'zod/mini';
import type { MetricSeries } from '../../domain/evidence/assess-series.ts';
import type { MetricName } from '../../domain/evidence/evidence.ts';
import { onGrid, type RawPoint } from '../../domain/evidence/series-grid.ts';
import type { CloudWatchMetricPolicy } from '../../domain/policy/services-schema.ts';
import type { AwsCall, AwsCaller } from '../../ports/aws-caller.ts';
import type { MetricSeriesReader } from '../../ports/metric-series-reader.ts';
import { unexpectedAnswer } from '../aws/unexpected-answer.ts';
import { type MetricDataQuery, metricDataQueries } from './metric-data-queries.ts';

/** AWS JSON writes what JSON has no number for as a text: "NaN". */
const numberSchema = z.pipe(
  z.union([z.number(), z.string()]),
  z.transform((value) => Number(value)),
);

const answerSchema = z.object({
  MetricDataResults: z.optional(
    z.array(
      z.object({
        Id: z.string(),
        Timestamps: z.optional(z.array(z.number())),
        Values: z.optional(z.array(numberSchema)),
      }),
    ),
  ),
  NextToken: z.nullish(z.string()),
});

const mostPages = 10;

/** The metrics that a service has, with where each is read. */
type Wanted = readonly (readonly [name: MetricName, policy: CloudWatchMetricPolicy])[];

/** Series out of CloudWatch, all metrics of a period in one GetMetricData. */
export function createCloudwatchSeriesReader(aws: AwsCaller): MetricSeriesReader {
  return {
    async readSeries({ service, metrics, from, until }) {
      const wanted: Wanted = [...new Set(metrics)].flatMap((name) => {
        const policy = service.metrics[name];
        if (policy?.cloudwatch === undefined) return [];
        return [[name, { ...policy, cloudwatch: policy.cloudwatch }] as const];
      });
      if (wanted.length === 0) return { series: [], metricsRequested: 0 };
      const { queries, resultIds, metricsRequested } = metricDataQueries(wanted);
      const results = await getMetricData(aws, queries, from, until);
      const series = wanted.map(([name, { unit, periodSeconds, cloudwatch }]): MetricSeries => {
        const raw = results.get(resultIds.get(name) ?? '') ?? [];
        const points = onGrid(raw, { from, until, periodSeconds });
        return { name, unit, periodSeconds, points, query: describeQuery(cloudwatch) };
      });
      return { series, metricsRequested };
    },
  };
}

/** Points by query id. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
async function getMetricData(
  aws: AwsCaller,
  queries: readonly MetricDataQuery[],
  from: Date,
  until: Date,
): Promise<ReadonlyMap<string, readonly RawPoint[]>> {
  const results = new Map<string, RawPoint[]>();
  let nextToken: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const call: AwsCall = {
      service: 'monitoring',
      method: 'POST',
      path: '/',
      repeatable: true,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData',
      },
      body: JSON.stringify({
        MetricDataQueries: queries,
        StartTime: Math.floor(from.getTime() / 1000),
        EndTime: Math.floor(until.getTime() / 1000),
        ScanBy: 'TimestampAscending',
        ...(nextToken === null ? {} : { NextToken: nextToken }),
      }),
    };
    const answer = await aws.call(call);
    if (answer.status !== 200) throw unexpectedAnswer(call, answer);
    const parsed = answerSchema.parse(JSON.parse(answer.body));
    for (const { Id, Timestamps = [], Values = [] } of parsed.MetricDataResults ?? []) {
      const points = Timestamps.map((seconds, index) => ({
        at: seconds * 1000,
        value: Values[index] ?? Number.NaN,
      }));
      results.set(Id, [...(results.get(Id) ?? []), ...points]);
    }
    nextToken = parsed.NextToken ?? null;
    if (nextToken === null) break;
  }
  return results;
}

/** For the person who wants to look: the math, and what each name in it stands for. */
function describeQuery({ expression, metrics }: CloudWatchMetricPolicy['cloudwatch']): string {
  const names = Object.entries(metrics).map(([id, { namespace, name, dimensions, stat }]) => {
    const where = Object.entries(dimensions).map(([key, value]) => `${key}=${value}`);
    return `${id} = ${stat} of ${[`${namespace}/${name}`, ...where].join(' ')}`;
  });
  return `${expression} where ${names.join(', ')}`;
}
