import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { InvalidInputError } from '../../domain/errors.ts';
import type { BlastSourcePolicy } from '../../domain/policy/schemas/logs-schema.ts';
import { blastDimensions, type TimeSpan } from '../../domain/records/evidence.ts';
import type { CountedValues, ValueCount } from '../../domain/triage/blast-radius/affected.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { BlastQuery, BlastSource } from './blast-source.ts';

type CloudWatchPolicy = NonNullable<BlastSourcePolicy['cloudwatch']>;

/** A Metrics Insights query gives 500 series at most. */
const mostSeries = 500;
const mostPages = 10;

/**
 * Values of a CloudWatch dimension by Metrics Insights: one query gives all of them, where GetMetricData would have to
 * name each. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
export function createCloudwatchBlastSource(aws: AwsClients): BlastSource {
  return (query) =>
    blastDimensions.flatMap((dimension) => {
      const policy = query.service.blastRadius[dimension]?.cloudwatch;
      return policy === undefined ? [] : [{ dimension, counted: count(policy, query) }];
    });

  async function count(policy: CloudWatchPolicy, { span }: BlastQuery): Promise<CountedValues> {
    const errors = sumsQuery(policy, policy.errors);
    const [failing, all] = await Promise.all([
      sums(aws, errors, span),
      policy.requests === undefined
        ? null
        : sums(aws, sumsQuery(policy, policy.requests), span).catch(() => null),
    ]);
    return {
      errors: failing,
      requests: all,
      affected: null,
      total: null,
      truncated: failing.length >= mostSeries || (all ?? []).length >= mostSeries,
      query: errors,
      link: null,
    };
  }
}

/** SCHEMA takes exactly the metrics with this one dimension: one that is also published by others is not counted twice. */
function sumsQuery({ namespace, dimension }: CloudWatchPolicy, metric: string): string {
  const by = quoted(dimension);
  return `SELECT SUM(${quoted(metric)}) FROM SCHEMA(${quoted(namespace)}, ${by}) GROUP BY ${by} ORDER BY SUM() DESC LIMIT ${mostSeries}`;
}

function quoted(name: string): string {
  if (/["\\\p{Cc}]/u.test(name)) throw new InvalidInputError(`"${name}" cannot be asked of CloudWatch`);
  return `"${name}"`;
}

async function sums(
  aws: AwsClients,
  query: string,
  { from, until }: TimeSpan,
): Promise<readonly ValueCount[]> {
  const found = new Map<string, number>();
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { MetricDataResults = [], NextToken }: GetMetricDataCommandOutput = await aws
      .get(CloudWatchClient)
      .send(
        new GetMetricDataCommand({
          // Each GetMetricData may hold one such query.
          MetricDataQueries: [{ Id: 'q0', Expression: query, Period: 60 }],
          StartTime: new Date(Math.floor(Date.parse(from) / 60_000) * 60_000),
          EndTime: new Date(Math.ceil(Date.parse(until) / 60_000) * 60_000),
          NextToken: next,
        }),
      );
    for (const { Label = '', Values = [] } of MetricDataResults) {
      found.set(
        Label,
        Values.reduce((sum, value) => sum + value, found.get(Label) ?? 0),
      );
    }
    next = NextToken;
    if (!next) break;
  }
  return [...found].map(([value, count]) => ({ value, count }));
}
