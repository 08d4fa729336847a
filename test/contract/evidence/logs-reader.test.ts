import { afterEach, describe, expect, it } from '@jest/globals';
import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import {
  ConfigurationError,
  DependencyUnavailableError,
  InvalidInputError,
} from '../../../lambdas/domain/errors.ts';
import type { LogsEvidence } from '../../../lambdas/domain/records/evidence.ts';
import { createJsonFetch } from '../../../lambdas/evidence/http/fetch-json.ts';
import { createInsights } from '../../../lambdas/evidence/insights/insights.ts';
import { errorPatternsQuery } from '../../../lambdas/evidence/insights/insights-queries.ts';
import { createInsightsLogsSource } from '../../../lambdas/evidence/logs/insights-logs-source.ts';
import { createLogsReader } from '../../../lambdas/evidence/logs/logs-reader.ts';
import type { LogsSource } from '../../../lambdas/evidence/logs/logs-source.ts';
import { createLokiLogsSource } from '../../../lambdas/evidence/logs/loki-logs-source.ts';
import { createLoki, type LokiPolicy } from '../../../lambdas/evidence/loki/loki.ts';
import {
  type LocalRequest,
  type LoopbackServer,
  serveLoopback,
} from '../../../local/cloud/http/loopback-server.ts';
import { createInMemorySecrets } from '../../../local/rehearsal/memory/in-memory-secrets.ts';
import { aService } from '../../support/builders/builders.ts';
import {
  type InsightsServer,
  type QueryState,
  type StartedQuery,
  serveInsights,
} from '../../support/servers/insights-server.ts';

const startedAt = new Date('2026-11-23T02:02:10.000Z');
const now = new Date('2026-11-23T02:02:16.000Z');
const servers: LoopbackServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** A computer's time that passes only by waiting. */
function virtualTiming() {
  let time = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    sleep: async (milliseconds: number) => {
      waits.push(milliseconds);
      time += milliseconds;
    },
    patienceSeconds: 8,
  };
}

async function readInsights(server: InsightsServer, timing = virtualTiming(), filter?: string) {
  servers.push(server);
  const env = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: server.url,
  };
  const run = createInsights(createAwsClients({ env, attempts: 2, random: () => 0 }), timing);
  const source = createInsightsLogsSource(run, {
    region: 'eu-west-1',
    logGroups: ['/aws/lambda/checkout'],
    filter,
  });
  return await read(source);
}

async function read(...sources: LogsSource[]): Promise<LogsEvidence> {
  const evidence = await createLogsReader(() => sources).read({ service: aService(), startedAt, now });
  if (evidence.status !== 'available') throw new Error(evidence.reason);
  return evidence;
}

const isBefore = ({ endTime }: StartedQuery) => endTime < Date.parse('2026-11-23T01:47:10.000Z') / 1000;
const complete = (...rows: NonNullable<QueryState['rows']>): QueryState => ({ status: 'Complete', rows });
const typeError = {
  errorName: 'TypeError',
  errorText: "Cannot read properties of undefined (reading 'currency')",
  messageText: 'Could not price basket 17',
};

describe('logs from CloudWatch', () => {
  it('are counted there, before and after, and new errors come first', async () => {
    const server = await serveInsights((query) =>
      isBefore(query)
        ? [
            complete({
              messageText: 'Pricing was slow: 812 ms',
              lines: '40',
              firstAt: String(Date.parse('2026-11-23T01:35:00.000Z')),
            }),
          ]
        : [
            { status: 'Scheduled' },
            { status: 'Running', rows: [{ messageText: 'Pricing was slow: 900 ms', lines: '2' }] },
            complete(
              { messageText: 'Pricing was slow: 900 ms', lines: '44', firstAt: '2026-11-23 01:48:00.000' },
              { ...typeError, lines: '210', firstAt: '2026-11-23 02:01:03.250' },
              {
                ...typeError,
                messageText: 'Could not price basket 18',
                lines: '4',
                firstAt: String(Date.parse('2026-11-23T02:01:09.000Z')),
              },
            ),
          ],
    );
    const evidence = await readInsights(server);
    expect(evidence).toMatchObject({
      before: { from: '2026-11-23T01:32:04.000Z', until: '2026-11-23T01:47:10.000Z' },
      after: { from: '2026-11-23T01:47:10.000Z', until: now.toISOString() },
      truncated: false,
      query: errorPatternsQuery(undefined),
    });
    expect(evidence.patterns).toEqual([
      {
        pattern:
          "Could not price basket <num>: TypeError: Cannot read properties of undefined (reading 'currency')",
        sample:
          "Could not price basket 17: TypeError: Cannot read properties of undefined (reading 'currency')",
        countBefore: 0,
        countAfter: 214,
        firstSeenAt: '2026-11-23T02:01:03.250Z',
        isNew: true,
      },
      {
        pattern: 'Pricing was slow: <num> ms',
        sample: 'Pricing was slow: 900 ms',
        countBefore: 40,
        countAfter: 44,
        firstSeenAt: '2026-11-23T01:35:00.000Z',
        isNew: false,
      },
    ]);
    expect(server.started.map(({ startTime, endTime }) => endTime + 1 - startTime)).toEqual([906, 906]);
    expect(server.stopped).toEqual([]);
  });

  it('come with a link that opens the query in the console', async () => {
    const { link } = await readInsights(
      await serveInsights(() => [complete()]),
      virtualTiming(),
      'level = "ERROR"',
    );
    expect(link).toMatch(
      /^https:\/\/eu-west-1\.console\.aws\.amazon\.com\/cloudwatch\/home\?region=eu-west-1#logsV2:logs-insights\$3FqueryDetail\$3D~\(end~'2026-11-23T02\*3a02\*3a16\.000Z~start~'2026-11-23T01\*3a32\*3a04\.000Z~timeType~'ABSOLUTE~tz~'UTC~editorString~'filter\*20level\*20\*3d\*20\*22ERROR\*22/,
    );
    expect(link).toMatch(/~source~\(~'\*2faws\*2flambda\*2fcheckout\)~lang~'CWLI\)$/);
  });

  it('do not depend on the order of rows, nor on rows that come twice', async () => {
    const rows = [
      { ...typeError, lines: '5' },
      { messageText: 'a 1', lines: '3' },
      { messageText: 'a 2', lines: '9' },
    ];
    const once = await readInsights(await serveInsights(() => [complete(...rows)]));
    const again = await readInsights(await serveInsights(() => [complete(...rows.toReversed(), ...rows)]));
    expect(again.patterns).toEqual(once.patterns);
  });

  it('leave nothing personal and no secret in what is shown', async () => {
    const messageText = 'Login of ana@example.com from 203.0.113.7 failed: password=hunter2 \u001b[31m\u202e';
    const { patterns } = await readInsights(
      await serveInsights(() => [complete({ messageText, lines: '3' })]),
    );
    expect(patterns[0]?.sample).toBe('Login of <email> from <ip> failed: password=<secret> [U+202E]');
    expect(JSON.stringify(patterns)).not.toMatch(/ana@|203\.0|hunter2/);
  });

  it('are stopped when they take too long, and what is there is told as lower bounds', async () => {
    const timing = virtualTiming();
    const server = await serveInsights(() => [
      { status: 'Running', rows: [{ messageText: 'boom', lines: '7' }] },
    ]);
    const evidence = await readInsights(server, timing);
    expect(server.stopped.toSorted()).toEqual(['query-0', 'query-1']);
    expect(evidence.truncated).toBe(true);
    expect(evidence.patterns).toMatchObject([{ pattern: 'boom', countAfter: 7, isNew: false }]);
  });

  it('are not available when a slow query has nothing yet', async () => {
    const server = await serveInsights(() => [{ status: 'Running' }]);
    await expect(readInsights(server)).rejects.toThrow('The log query took longer than 8 s');
    expect(server.stopped.length).toBe(2);
  });

  it('are told without a comparison when only the time before fails', async () => {
    const server = await serveInsights((query) =>
      isBefore(query) ? [{ status: 'Failed' }] : [complete({ messageText: 'boom', lines: '7' })],
    );
    const evidence = await readInsights(server);
    expect(evidence).toMatchObject({ truncated: true, patterns: [{ countAfter: 7, isNew: false }] });
  });

  it.each(['Failed', 'Cancelled', 'Timeout'])(
    'are not available when the query ends as %s',
    async (status) => {
      const server = await serveInsights(() => [{ status: 'Running' }, { status }]);
      await expect(readInsights(server)).rejects.toThrow(
        new DependencyUnavailableError(`The log query ended as ${status}`),
      );
    },
  );

  it.each([
    ['MalformedQueryException', 400, InvalidInputError],
    ['ResourceNotFoundException', 400, ConfigurationError],
    ['AccessDeniedException', 400, ConfigurationError],
    ['ThrottlingException', 400, DependencyUnavailableError],
    ['ServiceUnavailableException', 503, DependencyUnavailableError],
  ])('are not available when the query is refused: %s', async (fault, status, error) => {
    await expect(readInsights(await serveInsights(() => ({ fault, status })))).rejects.toBeInstanceOf(error);
  });

  it('wait for a place among the queries that may run at once', async () => {
    const evidence = await readInsights(
      await serveInsights((_, attempt) =>
        attempt <= 3 ? { fault: 'LimitExceededException' } : [complete({ messageText: 'boom', lines: '1' })],
      ),
    );
    expect(evidence.patterns).toMatchObject([{ countBefore: 1, countAfter: 1 }]);
    const full = await serveInsights(() => ({ fault: 'LimitExceededException' }));
    await expect(readInsights(full)).rejects.toThrow('Too many log queries are running in this account');
  });
});

interface LokiServer {
  readonly policy: LokiPolicy;
  readonly asked: readonly LocalRequest[];
}

async function serveLoki(
  answer: (request: LocalRequest) => { status: number; body: string },
): Promise<LokiServer> {
  const asked: LocalRequest[] = [];
  const server = await serveLoopback(async (request) => {
    asked.push(request);
    return answer(request);
  });
  servers.push(server);
  return {
    policy: { url: `${server.url}/`, selector: '{app="checkout"} |= "error"', tokenSecret: 'loki' },
    asked,
  };
}

const fetchJson = createJsonFetch();
const secrets = createInMemorySecrets({ loki: 'loki-token' });
const lokiSource = (policy: LokiPolicy) =>
  createLokiLogsSource(createLoki(fetchJson, secrets, policy), policy);
const nanoseconds = (time: string, extra = '000000') => `${Date.parse(time)}${extra}`;
const streams = (...values: (readonly unknown[])[]) => ({
  status: 200,
  body: JSON.stringify({
    status: 'success',
    data: { resultType: 'streams', result: [{ stream: { app: 'checkout' }, values }], stats: {} },
  }),
});

describe('logs out of Loki', () => {
  it('are the newest lines of both spans, with the token, nanoseconds and a limit', async () => {
    const { policy, asked } = await serveLoki(({ query }) =>
      query.get('end') === nanoseconds('2026-11-23T01:47:10.000Z')
        ? streams([nanoseconds('2026-11-23T01:40:00.000Z'), 'error: slow 1'])
        : streams(
            [
              nanoseconds('2026-11-23T02:02:00.000Z', '999999'),
              JSON.stringify({ level: 'error', msg: 'boom 2' }),
              { trace: 'x' },
            ],
            [
              nanoseconds('2026-11-23T02:01:00.123Z', '456789'),
              JSON.stringify({ level: 'error', msg: 'boom 1' }),
            ],
            [nanoseconds('2026-11-23T01:50:00.000Z'), 'error: slow 22'],
          ),
    );
    const evidence = await read(lokiSource(policy));
    expect(evidence.patterns).toMatchObject([
      {
        pattern: 'boom <num>',
        countBefore: 0,
        countAfter: 2,
        firstSeenAt: '2026-11-23T02:01:00.123Z',
        isNew: true,
      },
      {
        pattern: 'error: slow <num>',
        countBefore: 1,
        countAfter: 1,
        firstSeenAt: '2026-11-23T01:40:00.000Z',
        isNew: false,
      },
    ]);
    expect(evidence).toMatchObject({ truncated: false, query: policy.selector, link: null });
    expect(asked.map(({ path, headers }) => [path, headers['authorization']])).toEqual(
      Array.from({ length: 2 }, () => ['/loki/api/v1/query_range', 'Bearer loki-token']),
    );
    expect(
      Object.fromEntries(
        asked.find(({ query }) => query.get('start') === nanoseconds('2026-11-23T01:47:10.000Z'))?.query ??
          [],
      ),
    ).toEqual({
      query: policy.selector,
      start: nanoseconds('2026-11-23T01:47:10.000Z'),
      end: nanoseconds(now.toISOString()),
      limit: '3000',
      direction: 'backward',
    });
  });

  it('are told as lower bounds when there are more lines than it gives, and nobody knows the first', async () => {
    const line = [nanoseconds('2026-11-23T02:02:00.000Z'), 'error: boom'];
    const { policy } = await serveLoki(() => streams(...Array.from({ length: 3000 }, () => line)));
    expect(await read(lokiSource(policy))).toMatchObject({
      truncated: true,
      patterns: [{ countAfter: 3000, firstSeenAt: null }],
    });
  });

  it('open in Grafana where policy names one, without the token', async () => {
    const { policy } = await serveLoki(() => streams());
    const grafana = { url: 'https://grafana.example.com/g/', datasource: 'loki-uid' };
    const { link } = await read(lokiSource({ ...policy, grafana }));
    const url = new URL(link ?? '');
    expect(`${url.origin}${url.pathname}`).toBe('https://grafana.example.com/g/explore');
    expect(JSON.parse(url.searchParams.get('panes') ?? '')).toMatchObject({
      a: {
        datasource: 'loki-uid',
        queries: [{ expr: policy.selector }],
        range: { to: String(now.getTime()) },
      },
    });
    expect(link).not.toContain('loki-token');
  });

  it.each([
    ['a refusal', { status: 400, body: '{"error":"parse error"}' }, ConfigurationError],
    ['text that is no JSON', { status: 400, body: 'parse error at line 1' }, ConfigurationError],
    ['a metric', { status: 200, body: '{"data":{"resultType":"matrix","result":[]}}' }, ConfigurationError],
    ['no permission', { status: 401, body: '' }, ConfigurationError],
    ['a breakdown', { status: 503, body: '' }, DependencyUnavailableError],
  ])('are not available after %s', async (_, answer, error) => {
    const { policy } = await serveLoki(() => answer);
    const failure: unknown = await read(lokiSource(policy)).catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(error);
    expect(String(failure)).not.toMatch(/loki-token|parse error/);
  });

  it('cost only themselves when another place can be read', async () => {
    const { policy: broken } = await serveLoki(() => ({ status: 503, body: '' }));
    const { policy } = await serveLoki(() =>
      streams([nanoseconds('2026-11-23T02:02:00.000Z'), 'error: boom']),
    );
    const evidence = await read(lokiSource(broken), lokiSource(policy));
    expect(evidence.patterns).toHaveLength(1);
    expect(evidence).toMatchObject({
      truncated: true,
      missing: [{ reason: expect.stringContaining('HTTP 503') }],
    });
  });
});
