import * as z from 'zod';
import { awsError, jsonAnswer } from '../cloud/json-answer.ts';
import type { LocalAnswer, LocalRequest } from '../cloud/loopback-server.ts';
import type { Account } from './account.ts';
import { MINUTE_MS } from './effect-level.ts';
import { parseInsightsQuery } from './insights-query.ts';
import { type LogLine, logLinesAt } from './log-lines.ts';
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
/** Results that nobody fetched are forgotten, oldest first. */
const KEPT_RESULTS = 100;

interface Result {
  readonly rows: readonly LogLine[];
  readonly scanned: number;
}

/** The part of CloudWatch Logs that Firebreak uses: Logs Insights (AWS JSON 1.1). A query is complete at once. */
export class LogsApi {
  readonly #scenario: Scenario;
  readonly #account: Account;
  readonly #now: () => number;
  readonly #results = new Map<string, Result>();
  /** Lines of a minute are asked for by several queries in a row. */
  readonly #minutes = new Map<string, readonly LogLine[]>();
  #queries = 0;

  constructor(scenario: Scenario, account: Account, now: () => number) {
    this.#scenario = scenario;
    this.#account = account;
    this.#now = now;
  }

  async answer({ headers, body }: LocalRequest): Promise<LocalAnswer> {
    const request: unknown = JSON.parse(body.toString('utf8'));
    switch (String(headers['x-amz-target'])) {
      case 'Logs_20140328.StartQuery':
        return this.#start(request);
      case 'Logs_20140328.GetQueryResults':
        return this.#resultsOf(request);
      case 'Logs_20140328.StopQuery':
        return jsonAnswer(200, { success: true });
      default:
        return awsError(400, 'UnknownOperationException', 'Only Logs Insights queries are simulated.');
    }
  }

  #start(request: unknown): LocalAnswer {
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
      const lines = services.flatMap((service) => this.#linesOf(service, parsed.data));
      this.#queries += 1;
      const queryId = `query-${this.#queries}`;
      this.#results.set(queryId, { rows: parseInsightsQuery(queryString)(lines), scanned: lines.length });
      for (const old of [...this.#results.keys()].slice(0, -KEPT_RESULTS)) this.#results.delete(old);
      return jsonAnswer(200, { queryId });
    } catch (error) {
      if (error instanceof SyntaxError) return awsError(400, 'MalformedQueryException', error.message);
      throw error;
    }
  }

  #resultsOf(request: unknown): LocalAnswer {
    const { queryId = '' } = queryIdSchema.safeParse(request).data ?? {};
    const found = this.#results.get(queryId);
    if (found === undefined) return awsError(400, 'ResourceNotFoundException', `No query ${queryId}`);
    return jsonAnswer(200, {
      status: 'Complete',
      results: found.rows.map((row) => Object.entries(row).map(([field, value]) => ({ field, value }))),
      statistics: {
        recordsMatched: found.rows.length,
        recordsScanned: found.scanned,
        bytesScanned: found.scanned * 250,
      },
    });
  }

  /** By name or by ARN, as `/aws/lambda/NAME`. */
  #serviceOf(logGroup: string): SimulatedService | undefined {
    const [, name] = /(?:^|:log-group:)\/aws\/lambda\/([^:]+)/.exec(logGroup) ?? [];
    return this.#scenario.services.find(
      (service) => service.function !== undefined && service.function === name,
    );
  }

  #linesOf(
    service: SimulatedService,
    { startTime, endTime }: { readonly startTime: number; readonly endTime: number },
  ): readonly LogLine[] {
    const [from, until] = [startTime * 1000, Math.min(endTime * 1000 + 999, this.#now() - LATENESS_MS)];
    const lines: LogLine[] = [];
    for (let minute = Math.floor(from / MINUTE_MS) * MINUTE_MS; minute <= until; minute += MINUTE_MS) {
      for (const line of this.#minute(service, minute)) {
        const at = Number(line['@timestamp']);
        if (at >= from && at <= until) lines.push(line);
      }
    }
    return lines;
  }

  #minute(service: SimulatedService, minuteMs: number): readonly LogLine[] {
    const key = `${service.id}|${minuteMs}`;
    const isOver = minuteMs + MINUTE_MS <= this.#now();
    const known = isOver ? this.#minutes.get(key) : undefined;
    if (known !== undefined) return known;
    const lines = logLinesAt(this.#scenario, this.#account, service, minuteMs);
    if (isOver) {
      this.#minutes.set(key, lines);
      for (const old of [...this.#minutes.keys()].slice(0, -90)) this.#minutes.delete(old);
    }
    return lines;
  }
}
