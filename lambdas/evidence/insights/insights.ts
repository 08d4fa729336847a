import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { TimeSpan } from '../../domain/records/evidence.ts';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';

export interface InsightsQuery {
  /** Names, or ARNs: all of one kind. */
  readonly logGroups: readonly string[];
  readonly span: TimeSpan;
  readonly query: string;
  readonly signal?: AbortSignal | undefined;
}

export interface InsightsQueryResult {
  /** Values by field; a field that a row does not have is missing. */
  readonly rows: readonly ReadonlyMap<string, string>[];
  /** False: stopped before its end, so that counts are lower bounds. */
  readonly isComplete: boolean;
  /** Log lines that passed the filters; null when it is not known. */
  readonly linesMatched: number | null;
}

/**
 * Runs one query of CloudWatch Logs Insights. A slow one is stopped and gives what it has; rejects with
 * DependencyUnavailableError when that is nothing, with ConfigurationError or InvalidInputError when it is refused.
 */
export type RunInsightsQuery = (query: InsightsQuery) => Promise<InsightsQueryResult>;

export interface InsightsTiming {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** A query that takes longer is stopped. */
  readonly patienceSeconds: number;
}

const systemTiming: InsightsTiming = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
  patienceSeconds: 8,
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
export function createInsights(
  aws: AwsClients,
  { now, sleep, patienceSeconds }: InsightsTiming = systemTiming,
): RunInsightsQuery {
  const logs = aws.get(CloudWatchLogsClient);

  return async (query) => {
    const giveUpAt = now() + patienceSeconds * 1000;
    const queryId = await start(query, giveUpAt);
    let seen: InsightsQueryResult | null = null;
    for (let delay = 250; ; delay = Math.min(delay * 2, 1000)) {
      const { status, result } = await results(queryId);
      if (status === 'Complete') return { ...result, isComplete: true };
      if (status === 'Failed' || status === 'Cancelled' || status === 'Timeout') {
        throw new DependencyUnavailableError(`The log query ended as ${status}`);
      }
      seen = result;
      if (now() + delay >= giveUpAt || query.signal?.aborted === true) break;
      await sleep(delay);
    }
    await stop(queryId);
    if (seen.rows.length > 0) return seen;
    throw new DependencyUnavailableError(`The log query took longer than ${patienceSeconds} s`);
  };

  /** Waits for a free place while the account runs as many queries as it may. */
  async function start({ logGroups, span, query }: InsightsQuery, giveUpAt: number): Promise<string> {
    const groups = logGroups.some((group) => group.startsWith('arn:'))
      ? { logGroupIdentifiers: [...logGroups] }
      : { logGroupNames: [...logGroups] };
    const input = {
      ...groups,
      startTime: Math.floor(Date.parse(span.from) / 1000),
      // Inclusive here, exclusive there.
      endTime: Math.ceil(Date.parse(span.until) / 1000) - 1,
      queryString: query,
    };
    for (let delay = 500; ; delay *= 2) {
      const started = await orOnFault(
        logs.send(new StartQueryCommand(input)),
        ['LimitExceededException'],
        null,
      );
      if (started?.queryId !== undefined) return started.queryId;
      if (started !== null)
        throw new DependencyUnavailableError('A query of the logs was started without an id');
      if (now() + delay >= giveUpAt) {
        throw new DependencyUnavailableError('Too many log queries are running in this account');
      }
      await sleep(delay);
    }
  }

  async function results(queryId: string) {
    const {
      status = 'Unknown',
      results: rows = [],
      statistics,
    } = await logs.send(new GetQueryResultsCommand({ queryId }));
    return {
      status,
      result: {
        rows: rows.map((row) => new Map(row.map(({ field = '', value = '' }) => [field, value]))),
        isComplete: false,
        linesMatched: statistics?.recordsMatched ?? null,
      },
    };
  }

  /** An unanswered stop costs money, not the evidence. */
  async function stop(queryId: string): Promise<void> {
    await logs.send(new StopQueryCommand({ queryId })).catch(() => undefined);
  }
}
