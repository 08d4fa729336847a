import { CloudWatchClient, type Dimension, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { AwsClients } from '../../../ports/aws-clients.ts';

export interface MetricOfAws {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: 'Average' | 'Maximum';
}

export interface ReadingSpan {
  readonly from: Date;
  readonly until: Date;
  readonly signal?: AbortSignal;
}

/**
 * The newest value of a minute within the span; null when there is none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function readNewest(
  aws: AwsClients,
  { namespace, name, dimensions, stat }: MetricOfAws,
  { from, until, signal }: ReadingSpan,
): Promise<{ readonly at: Date; readonly value: number } | null> {
  const command = new GetMetricDataCommand({
    MetricDataQueries: [
      {
        Id: 'newest',
        MetricStat: {
          Metric: { Namespace: namespace, MetricName: name, Dimensions: dimensionsOf(dimensions) },
          Period: 60,
          Stat: stat,
        },
      },
    ],
    StartTime: from,
    EndTime: until,
    ScanBy: 'TimestampDescending',
  });
  const { MetricDataResults = [] } = await aws
    .get(CloudWatchClient)
    .send(command, signal === undefined ? {} : { abortSignal: signal });
  const [{ Timestamps: [at] = [], Values: [value] = [] } = {}] = MetricDataResults;
  return at === undefined || value === undefined ? null : { at, value };
}

function dimensionsOf(dimensions: Readonly<Record<string, string>>): Dimension[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
