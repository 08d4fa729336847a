import { awsError, jsonResponse } from '../cloud/http/json-response.ts';
import type { LocalRequest, LocalResponse } from '../cloud/http/loopback-server.ts';
import type { Account } from './account.ts';
import { MINUTE_MS } from './effect-level.ts';
import { parseExpression } from './metric-expression.ts';
import { createStatistics, type Statistic, type WantedMetric } from './metric-statistics.ts';
import type { Scenario } from './scenario.ts';

interface MetricStat {
  readonly Metric: {
    readonly Namespace?: string;
    readonly MetricName?: string;
    readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
  };
  readonly Period: number;
  readonly Stat: string;
}

interface MetricDataQuery {
  readonly Id: string;
  readonly Label?: string;
  readonly Expression?: string;
  readonly ReturnData?: boolean;
  readonly MetricStat?: MetricStat;
}

interface GetMetricDataRequest {
  readonly MetricDataQueries: readonly MetricDataQuery[];
  /** Epoch seconds. */
  readonly StartTime: number;
  readonly EndTime: number;
  readonly ScanBy?: 'TimestampAscending' | 'TimestampDescending';
}

/** The part of CloudWatch that Firebreak reads: GetMetricData (AWS JSON 1.0), with arithmetic expressions. */
export class CloudWatchApi {
  readonly #scenario: Scenario;
  readonly #account: Account;
  readonly #now: () => number;

  constructor(scenario: Scenario, account: Account, now: () => number) {
    this.#scenario = scenario;
    this.#account = account;
    this.#now = now;
  }

  async answer({ headers, body }: LocalRequest): Promise<LocalResponse> {
    if (headers['x-amz-target'] !== 'GraniteServiceVersion20100801.GetMetricData') {
      return awsError(400, 'UnknownOperationException', 'Only GetMetricData is simulated.');
    }
    const request: GetMetricDataRequest = JSON.parse(body.toString('utf8'));
    try {
      const valuesOf = this.#series(request);
      const results = request.MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map(
        (query) => this.#result(query, request, valuesOf),
      );
      return jsonResponse(200, { MetricDataResults: results, Messages: [] });
    } catch (error) {
      if (error instanceof SyntaxError) return awsError(400, 'ValidationError', error.message);
      throw error;
    }
  }

  #result(query: MetricDataQuery, request: GetMetricDataRequest, valuesOf: SeriesById): unknown {
    const periodMs = this.#periodSeconds(query, request) * 1000;
    const newest = this.#now() - this.#scenario.metrics.lateSeconds * 1000;
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
    if (request.ScanBy !== 'TimestampAscending') {
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

  #periodSeconds(query: MetricDataQuery, request: GetMetricDataRequest): number {
    return (
      query.MetricStat?.Period ??
      request.MetricDataQueries.find(({ MetricStat }) => MetricStat !== undefined)?.MetricStat?.Period ??
      60
    );
  }

  /** Each query of the request, read once; an expression may name any other query. */
  #series({ MetricDataQueries: queries }: GetMetricDataRequest): SeriesById {
    const statisticOf = createStatistics(this.#scenario, this.#account);
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
}

type SeriesById = (id: string) => Statistic;

function expressionSeries(expression: string, of: SeriesById): Statistic {
  const evaluate = parseExpression(expression);
  return (atMs, minutes) => evaluate((id) => of(id)(atMs, minutes));
}

function wantedMetric({ Metric: metric, Stat: stat }: MetricStat): WantedMetric {
  const dimensions = (metric.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]);
  return {
    namespace: metric.Namespace ?? '',
    name: metric.MetricName ?? '',
    dimensions: Object.fromEntries(dimensions),
    stat,
  };
}
