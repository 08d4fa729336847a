import { type LoopbackServer, serveLoopback } from '../../../local/cloud/http/loopback-server.ts';

export interface StartedQuery {
  readonly logGroupNames?: readonly string[];
  readonly logGroupIdentifiers?: readonly string[];
  readonly startTime: number;
  readonly endTime: number;
  readonly queryString: string;
}

/** One answer to GetQueryResults. */
export interface QueryState {
  readonly status: string;
  readonly rows?: readonly Readonly<Record<string, string>>[];
}

export interface InsightsServer extends LoopbackServer {
  readonly started: readonly StartedQuery[];
  readonly stopped: readonly string[];
}

type QueryReply = { readonly fault: string; readonly status?: number } | readonly QueryState[];

/**
 * CloudWatch Logs as Logs Insights speaks (AWS JSON 1.1): `answer` gives the states of a query one by one, the last one for
 * good, or a fault for StartQuery.
 */
export async function serveInsights(
  answer: (query: StartedQuery, attempt: number) => QueryReply,
): Promise<InsightsServer> {
  const started: StartedQuery[] = [];
  const stopped: string[] = [];
  const queries = new Map<string, QueryState[]>();
  let attempts = 0;
  const server = await serveLoopback(async ({ method, headers, body }) => {
    const input = JSON.parse(body.toString('utf8'));
    if (method !== 'POST' || headers['content-type'] !== 'application/x-amz-json-1.1')
      return fault('UnknownOperationException');
    if (!headers['authorization']?.includes('/logs/aws4_request'))
      return fault('UnrecognizedClientException');
    switch (String(headers['x-amz-target'])) {
      case 'Logs_20140328.StartQuery': {
        attempts += 1;
        const states = answer(input, attempts);
        if ('fault' in states) return fault(states.fault, states.status);
        const queryId = `query-${started.length}`;
        started.push(input);
        queries.set(queryId, [...states]);
        return ok({ queryId });
      }
      case 'Logs_20140328.GetQueryResults': {
        const states = queries.get(input.queryId) ?? [];
        const state = states.length > 1 ? states.shift() : states[0];
        if (state === undefined) return fault('ResourceNotFoundException');
        const rows = state.rows ?? [];
        const results = rows.map((row) => Object.entries(row).map(([field, value]) => ({ field, value })));
        return ok({
          status: state.status,
          results,
          statistics: { recordsMatched: rows.length, recordsScanned: 9, bytesScanned: 99 },
        });
      }
      case 'Logs_20140328.StopQuery':
        stopped.push(input.queryId);
        return ok({ success: true });
      default:
        return fault('UnknownOperationException');
    }
  });
  return { ...server, started, stopped };
}

function ok(body: object) {
  return { status: 200, body: JSON.stringify(body) };
}

function fault(type: string, status = 400) {
  return { status, body: JSON.stringify({ __type: type, message: 'Refused' }) };
}
