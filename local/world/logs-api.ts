import * as z from 'zod';
import { awsError, jsonResponse } from '../cloud/http/json-response.ts';
import type { LocalRequest, LocalResponse } from '../cloud/http/loopback-server.ts';
import type { Account } from './account.ts';
import { MINUTE_MS } from './effect-level.ts';
import { type InsightsResult, parseInsightsQuery } from './insights-query.ts';
import { fieldsOf } from './insights-rows.ts';
import { type LogLine, linesIn } from './log-lines.ts';
import { LoggedMinutes } from './logged-minutes.ts';
import type { Scenario } from './scenario.ts';
import type { SimulatedService } from './scenario-schema.ts';

const startSchema = z.object({
  logGroupName: z.string().optional(),
  logGroupNames: z.array(z.string()).default([]),
  logGroupIdentifiers: z.array(z.string()).default([]),
  /** Epoch seconds, both inclusive. */
  startTime: z.number(),
  endTime: z.number(),
  queryString: z.string(),
});
const queryIdSchema = z.object({ queryId: z.string() });

/** A line is there this long after it was written. */
const LATENESS_MS = 10_000;
/** Results are forgotten, oldest first. */
const KEPT_RESULTS = 100;

/** The part of CloudWatch Logs that Firebreak uses: Logs Insights (AWS JSON 1.1). A query is complete at once. */
export class LogsApi {
  readonly #scenario: Scenario;
  readonly #now: () => number;
  readonly #results = new Map<string, LocalResponse>();
  readonly #minutes: LoggedMinutes;
  #queries = 0;

  constructor(scenario: Scenario, account: Account, now: () => number) {
    this.#scenario = scenario;
    this.#now = now;
    this.#minutes = new LoggedMinutes(scenario, account, now);
  }

  async answer({ headers, body }: LocalRequest): Promise<LocalResponse> {
    const request: unknown = JSON.parse(body.toString('utf8'));
    switch (String(headers['x-amz-target'])) {
      case 'Logs_20140328.StartQuery':
        return this.#start(request);
      case 'Logs_20140328.GetQueryResults':
        return this.#resultsOf(request);
      case 'Logs_20140328.StopQuery':
        return jsonResponse(200, { success: true });
      default:
        return awsError(400, 'UnknownOperationException', 'Only Logs Insights queries are simulated.');
    }
  }

  #start(request: unknown): LocalResponse {
    const parsed = startSchema.safeParse(request);
    if (!parsed.success) return awsError(400, 'InvalidParameterException', z.prettifyError(parsed.error));
    const { logGroupName, logGroupNames, logGroupIdentifiers, queryString } = parsed.data;
    const names = [
      ...(logGroupName === undefined ? [] : [logGroupName]),
      ...logGroupNames,
      ...logGroupIdentifiers,
    ];
    const services = names.flatMap((name) => this.#serviceOf(name) ?? []);
    if (services.length < names.length || names.length === 0) {
      return awsError(400, 'ResourceNotFoundException', `Log group does not exist: ${names.join(', ')}`);
    }
    try {
      const run = parseInsightsQuery(queryString);
      this.#queries += 1;
      const queryId = `query-${this.#queries}`;
      this.#results.set(queryId, resultsOf(run(this.#linesOf(services, parsed.data))));
      for (const old of this.#results.keys()) {
        if (this.#results.size <= KEPT_RESULTS) break;
        this.#results.delete(old);
      }
      return jsonResponse(200, { queryId });
    } catch (error) {
      if (error instanceof SyntaxError) return awsError(400, 'MalformedQueryException', error.message);
      throw error;
    }
  }

  #resultsOf(request: unknown): LocalResponse {
    const { queryId = '' } = queryIdSchema.safeParse(request).data ?? {};
    return this.#results.get(queryId) ?? awsError(400, 'ResourceNotFoundException', `No query ${queryId}`);
  }

  /** By name or by ARN, as `/aws/lambda/NAME`. */
  #serviceOf(logGroup: string): SimulatedService | undefined {
    const [, name] = /(?:^|:log-group:)\/aws\/lambda\/([^:]+)/.exec(logGroup) ?? [];
    return this.#scenario.services.find(
      (service) => service.function !== undefined && service.function === name,
    );
  }

  *#linesOf(
    services: readonly SimulatedService[],
    { startTime, endTime }: { readonly startTime: number; readonly endTime: number },
  ): Generator<LogLine> {
    const [from, until] = [startTime * 1000, Math.min(endTime * 1000 + 999, this.#now() - LATENESS_MS)];
    for (const service of services) {
      for (let minute = Math.floor(from / MINUTE_MS) * MINUTE_MS; minute <= until; minute += MINUTE_MS) {
        const isWhole = minute >= from && minute + MINUTE_MS <= until;
        for (const line of linesIn(this.#minutes.at(service, minute))) {
          if (isWhole || (line.at >= from && line.at <= until)) yield line;
        }
      }
    }
  }
}

function resultsOf({ rows, scanned }: InsightsResult): LocalResponse {
  return jsonResponse(200, {
    status: 'Complete',
    results: rows.map((row) => [...fieldsOf(row)].map(([field, value]) => ({ field, value }))),
    statistics: {
      recordsMatched: rows.length,
      recordsScanned: scanned,
      bytesScanned: scanned * 250,
    },
  });
}
