import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandOutput,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { RawPoint } from '../../domain/triage/series/series-grid.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';

const mostPages = 10;

/** Result of one query. `problem`: why nothing of it can be trusted, as CloudWatch names it; null when all is well. */
export interface MetricDataResult {
  readonly points: readonly RawPoint[];
  readonly problem: string | null;
}

export interface MetricDataWindow {
  readonly from: Date;
  readonly until: Date;
  /** Points of other times, epoch milliseconds, are left out: what lies between the hours of two days is mostly those. */
  readonly keeps?: (at: number) => boolean;
}

/**
 * GetMetricData: results by query id, newest points first. A further page that does not come costs the oldest points
 * only. Rejects with DependencyUnavailableError or ConfigurationError.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function getMetricData(
  aws: AwsClients,
  queries: readonly MetricDataQuery[],
  window: MetricDataWindow,
  abortSignal?: AbortSignal,
): Promise<ReadonlyMap<string, MetricDataResult>> {
  const results = new Map<string, MetricDataResult>();
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const command = new GetMetricDataCommand({
      MetricDataQueries: [...queries],
      StartTime: wholeSecond(window.from),
      EndTime: wholeSecond(window.until),
      ScanBy: 'TimestampDescending',
      NextToken: next,
    });
    const options = abortSignal === undefined ? undefined : { abortSignal };
    const sent = aws.get(CloudWatchClient).send(command, options);
    const output: GetMetricDataCommandOutput | null = await sent.catch((error: unknown) => {
      if (page === 0) throw error;
      return null;
    });
    if (output === null) break;
    for (const result of output.MetricDataResults ?? []) {
      const { Id = '', Timestamps = [], Values = [], StatusCode = null, Messages } = result;
      const points: RawPoint[] = [];
      Timestamps.forEach((time, index) => {
        const at = time.getTime();
        if (window.keeps?.(at) !== false) points.push({ at, value: Values[index] ?? Number.NaN });
      });
      const known = results.get(Id);
      results.set(Id, {
        points: [...(known?.points ?? []), ...points],
        problem: known?.problem ?? problemOf(StatusCode, Messages?.[0]?.Code ?? null),
      });
    }
    next = output.NextToken;
    if (!next) break;
  }
  return results;
}

function wholeSecond(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}

/** `PartialData` is what a page before the last one says; its points are good. */
function problemOf(status: string | null, code: string | null): string | null {
  if (status === null || status === 'Complete' || status === 'PartialData') return null;
  return code === null ? status : `${status} (${code})`;
}
