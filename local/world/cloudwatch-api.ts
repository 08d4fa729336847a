import { awsError, jsonAnswer } from '../cloud/json-answer.ts';
import type { LocalAnswer, LocalRequest } from '../cloud/loopback-server.ts';
import type { Account } from './account.ts';
import { evaluateExpression } from './metric-expression.ts';
import type { Scenario, SimulatedService } from './scenario.ts';
import { MINUTE_MS, type Signals, signalsAt } from './signals.ts';

/** The simulated account has readings of so long: enough for a baseline of former days, and quickly computed. */
const HISTORY_MS = 3 * 86_400_000;

/** Datapoints appear this long after their minute ended, as in CloudWatch, where it is one to three minutes. */
const LATENESS_MS = 45_000;

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
  /** Signals of the request that is being answered: every statistic and expression of a minute needs the same ones. */
  #known = new Map<SimulatedService, Map<number, Signals>>();

  constructor(scenario: Scenario, account: Account, now: () => number) {
    this.#scenario = scenario;
    this.#account = account;
    this.#now = now;
  }

  async answer({ headers, body }: LocalRequest): Promise<LocalAnswer> {
    if (headers['x-amz-target'] !== 'GraniteServiceVersion20100801.GetMetricData') {
      return awsError(400, 'UnknownOperationException', 'Only GetMetricData is simulated.');
    }
    const request: GetMetricDataRequest = JSON.parse(body.toString('utf8'));
    this.#known = new Map();
    try {
      const results = request.MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map(
        (query) => this.#result(query, request),
      );
      return jsonAnswer(200, { MetricDataResults: results, Messages: [] });
    } catch (error) {
      if (error instanceof SyntaxError) return awsError(400, 'ValidationError', error.message);
      throw error;
    }
  }

  #result(query: MetricDataQuery, request: GetMetricDataRequest): unknown {
    const periodMs = this.#periodSeconds(query, request) * 1000;
    const newest = this.#now() - LATENESS_MS;
    const points: { at: number; value: number }[] = [];
    const oldest = Math.max(request.StartTime * 1000, this.#now() - HISTORY_MS);
    const first = Math.floor(oldest / periodMs) * periodMs;
    for (let at = first; at < request.EndTime * 1000 && at + periodMs <= newest; at += periodMs) {
      const value = this.#value(query, request, at, periodMs);
      if (value !== null) points.push({ at, value });
    }
    if (request.ScanBy !== 'TimestampAscending') points.reverse();
    return {
      Id: query.Id,
      Label: query.Label ?? query.Id,
      Timestamps: points.map(({ at }) => at / 1000),
      Values: points.map(({ value }) => value),
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

  #value(query: MetricDataQuery, request: GetMetricDataRequest, at: number, periodMs: number): number | null {
    if (query.MetricStat !== undefined) return this.#statistic(query.MetricStat, at, periodMs);
    return evaluateExpression(query.Expression ?? '', (id) => {
      const other = request.MetricDataQueries.find((candidate) => candidate.Id === id);
      if (other === undefined)
        throw new SyntaxError(`The expression of ${query.Id} names an unknown id: ${id}`);
      return this.#value(other, request, at, periodMs);
    });
  }

  #statistic({ Metric: metric, Stat: stat }: MetricStat, at: number, periodMs: number): number | null {
    const functionName = metric.Dimensions?.find(({ Name }) => Name === 'FunctionName')?.Value;
    const service = this.#scenario.services.find((candidate) => candidate.function === functionName);
    if (service === undefined || metric.Namespace !== 'AWS/Lambda') return null;
    const minutes = this.#minutes(service, at, periodMs);
    const total = (of: (signals: Signals) => number): number =>
      minutes.reduce((sum, minute) => sum + of(minute), 0);
    if (metric.MetricName === 'Invocations') return total(({ requests }) => requests);
    if (metric.MetricName === 'Errors') return total(({ errors }) => errors);
    if (metric.MetricName !== 'Duration') return null;
    const isTail = /^p9\d/.test(stat) || stat === 'Maximum';
    return total(({ latencyP50Ms, latencyP99Ms }) => (isTail ? latencyP99Ms : latencyP50Ms)) / minutes.length;
  }

  #minutes(service: SimulatedService, at: number, periodMs: number): readonly Signals[] {
    const count = Math.max(1, Math.round(periodMs / MINUTE_MS));
    if (count === 1) return [this.#signals(service, at)];
    return Array.from({ length: count }, (_, index) => this.#signals(service, at + index * MINUTE_MS));
  }

  #signals(service: SimulatedService, minuteMs: number): Signals {
    const known = this.#known.get(service) ?? new Map<number, Signals>();
    this.#known.set(service, known);
    const signals = known.get(minuteMs) ?? signalsAt(this.#scenario, this.#account, service, minuteMs);
    known.set(minuteMs, signals);
    return signals;
  }
}
