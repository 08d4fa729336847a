import * as z from 'zod/mini';
import { unexpectedResponse } from '../../adapters/aws/clients/unexpected-response.ts';
import type { RawPoint } from '../../domain/triage/series/series-grid.ts';
import type { AwsCaller, AwsResponse } from '../../ports/aws-caller.ts';
import { metricDataCall } from './metric-data-call.ts';
import type { MetricDataQuery } from './metric-data-queries.ts';

/** Ten thousands of members: looked at when they are used. */
const listSchema = z.custom<readonly unknown[]>((value) => Array.isArray(value));

const responseSchema = z.object({
  MetricDataResults: z.optional(
    z.array(
      z.object({
        Id: z.string(),
        StatusCode: z.nullish(z.string()),
        Messages: z.nullish(z.array(z.object({ Code: z.nullish(z.string()) }))),
        Timestamps: z.optional(listSchema),
        Values: z.optional(listSchema),
      }),
    ),
  ),
  NextToken: z.nullish(z.string()),
});

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
  aws: AwsCaller,
  queries: readonly MetricDataQuery[],
  window: MetricDataWindow,
): Promise<ReadonlyMap<string, MetricDataResult>> {
  const results = new Map<string, MetricDataResult>();
  const input = {
    MetricDataQueries: queries,
    StartTime: Math.floor(window.from.getTime() / 1000),
    EndTime: Math.floor(window.until.getTime() / 1000),
    ScanBy: 'TimestampDescending',
  };
  let nextToken: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const call = metricDataCall(input, nextToken);
    const response: AwsResponse | null = await aws.call(call).catch((error: unknown) => {
      if (page === 0) throw error;
      return null;
    });
    if (response === null) break;
    if (response.status !== 200) throw unexpectedResponse(call, response);
    const parsed = responseSchema.parse(JSON.parse(response.body));
    for (const { Id, Timestamps = [], Values = [], StatusCode, Messages } of parsed.MetricDataResults ?? []) {
      // AWS JSON writes what JSON has no number for as a text: "NaN".
      const points: RawPoint[] = [];
      Timestamps.forEach((seconds, index) => {
        const at = Number(seconds) * 1000;
        if (window.keeps?.(at) !== false) points.push({ at, value: Number(Values[index] ?? Number.NaN) });
      });
      const known = results.get(Id);
      results.set(Id, {
        points: [...(known?.points ?? []), ...points],
        problem: known?.problem ?? problemOf(StatusCode ?? null, Messages?.[0]?.Code ?? null),
      });
    }
    nextToken = parsed.NextToken ?? null;
    if (nextToken === null) break;
  }
  return results;
}

/** `PartialData` is what a page before the last one says; its points are good. */
function problemOf(status: string | null, code: string | null): string | null {
  if (status === null || status === 'Complete' || status === 'PartialData') return null;
  return code === null ? status : `${status} (${code})`;
}
