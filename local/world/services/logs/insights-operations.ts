import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { SimulatedService } from '../../scenario/service-schema.ts';
import type { AccountView } from '../../signals/account-view.ts';
import { MINUTE_MS } from '../../signals/effect-level.ts';
import { type InsightsResult, parseInsightsQuery } from './insights-query.ts';
import { fieldsOf } from './insights-rows.ts';
import { type LogLine, linesIn } from './log-lines.ts';
import { LoggedMinutes } from './logged-minutes.ts';

export const startQuerySchema = z.object({
  logGroupName: z.string().optional(),
  logGroupNames: z.array(z.string()).default([]),
  logGroupIdentifiers: z.array(z.string()).default([]),
  /** Epoch seconds, both inclusive. */
  startTime: z.number(),
  endTime: z.number(),
  queryString: z.string(),
});
export const queryIdSchema = z.object({ queryId: z.string() });

/** A line is there this long after it was written. */
const LATENESS_MS = 10_000;
/** Results are forgotten, oldest first. */
const KEPT_RESULTS = 100;

/** Queries and minutes of one account, kept in memory only: a restart forgets them, as their readers do. */
interface Queries {
  readonly results: Map<string, object>;
  readonly minutes: LoggedMinutes;
  started: number;
}

const queriesOf = new WeakMap<AccountView, Queries>();

function queriesIn({ account, scenario }: ServiceContext<object>): Queries {
  const known = queriesOf.get(account);
  if (known !== undefined) return known;
  const made: Queries = { results: new Map(), minutes: new LoggedMinutes(scenario, account), started: 0 };
  queriesOf.set(account, made);
  return made;
}

/** A query is complete at once. */
export function startQuery(input: z.output<typeof startQuerySchema>, context: ServiceContext<object>) {
  const { logGroupName, logGroupNames, logGroupIdentifiers, queryString } = input;
  const names = [
    ...(logGroupName === undefined ? [] : [logGroupName]),
    ...logGroupNames,
    ...logGroupIdentifiers,
  ];
  const services = names.flatMap((name) => serviceOf(context.scenario, name) ?? []);
  if (services.length < names.length || names.length === 0) {
    throw new AwsFault('ResourceNotFoundException', `Log group does not exist: ${names.join(', ')}`);
  }
  const queries = queriesIn(context);
  try {
    const run = parseInsightsQuery(queryString);
    queries.started += 1;
    const queryId = `query-${queries.started}`;
    queries.results.set(queryId, resultsOf(run(linesOf(services, input, context, queries.minutes))));
    for (const old of queries.results.keys()) {
      if (queries.results.size <= KEPT_RESULTS) break;
      queries.results.delete(old);
    }
    return { queryId };
  } catch (error) {
    if (error instanceof SyntaxError) throw new AwsFault('MalformedQueryException', error.message);
    throw error;
  }
}

export function getQueryResults(
  { queryId }: z.output<typeof queryIdSchema>,
  context: ServiceContext<object>,
) {
  const found = queriesIn(context).results.get(queryId);
  if (found === undefined) throw new AwsFault('ResourceNotFoundException', `No query ${queryId}`);
  return found;
}

/** By name or ARN of the log group: of a function, an ECS service, or an Auto Scaling group. */
function serviceOf({ services }: Scenario, logGroup: string): SimulatedService | undefined {
  const name = /^arn:[^/]*:log-group:(.+?)(?::\*)?$/.exec(logGroup)?.[1] ?? logGroup;
  return services.find(
    (service) =>
      (service.function !== undefined && name === `/aws/lambda/${service.function}`) ||
      (service.ecsService !== undefined && name === `/ecs/${service.ecsService}`) ||
      (service.autoScalingGroup !== undefined && name === `/ec2/${service.autoScalingGroup}`),
  );
}

function* linesOf(
  services: readonly SimulatedService[],
  { startTime, endTime }: { readonly startTime: number; readonly endTime: number },
  { nowMs }: ServiceContext<object>,
  minutes: LoggedMinutes,
): Generator<LogLine> {
  const [from, until] = [startTime * 1000, Math.min(endTime * 1000 + 999, nowMs - LATENESS_MS)];
  for (const service of services) {
    for (let minute = Math.floor(from / MINUTE_MS) * MINUTE_MS; minute <= until; minute += MINUTE_MS) {
      const isWhole = minute >= from && minute + MINUTE_MS <= until;
      for (const line of linesIn(minutes.at(service, minute, nowMs))) {
        if (isWhole || (line.at >= from && line.at <= until)) yield line;
      }
    }
  }
}

function resultsOf({ rows, scanned }: InsightsResult): object {
  return {
    status: 'Complete',
    results: rows.map((row) => [...fieldsOf(row)].map(([field, value]) => ({ field, value }))),
    statistics: {
      recordsMatched: rows.length,
      recordsScanned: scanned,
      bytesScanned: scanned * 250,
    },
  };
}
