import { afterEach, describe, expect, it } from '@jest/globals';
import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { ServicePolicy } from '../../../lambdas/domain/policy/schemas/services-schema.ts';
import type { BlastRadiusEvidence } from '../../../lambdas/domain/records/evidence.ts';
import { createBlastRadiusReader } from '../../../lambdas/evidence/blast-radius/blast-radius-reader.ts';
import { createCloudwatchBlastSource } from '../../../lambdas/evidence/blast-radius/cloudwatch-blast-source.ts';
import { createInsightsBlastSource } from '../../../lambdas/evidence/blast-radius/insights-blast-source.ts';
import { createLokiBlastSource } from '../../../lambdas/evidence/blast-radius/loki-blast-source.ts';
import { createPrometheusBlastSource } from '../../../lambdas/evidence/blast-radius/prometheus-blast-source.ts';
import { createJsonFetch } from '../../../lambdas/evidence/http/fetch-json.ts';
import { createInsights } from '../../../lambdas/evidence/insights/insights.ts';
import { affectedValuesQuery, seenValuesQuery } from '../../../lambdas/evidence/insights/insights-queries.ts';
import { createLoki } from '../../../lambdas/evidence/loki/loki.ts';
import {
  type LocalRequest,
  type LoopbackServer,
  serveLoopback,
} from '../../../local/cloud/http/loopback-server.ts';
import { createInMemorySecrets } from '../../../local/rehearsal/memory/in-memory-secrets.ts';
import { aService } from '../../support/builders/builders.ts';
import { type QueryState, serveInsights } from '../../support/servers/insights-server.ts';

const startedAt = new Date('2026-11-23T02:02:10.000Z');
const now = new Date('2026-11-23T02:02:16.000Z');
const span = { from: '2026-11-23T01:57:10.000Z', until: now.toISOString() };
const servers: LoopbackServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function measure(service: Partial<ServicePolicy>, url: string): Promise<BlastRadiusEvidence> {
  const env = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: url,
  };
  const aws = createAwsClients({ env, attempts: 1 });
  let time = 0;
  const timing = {
    now: () => time,
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
    patienceSeconds: 8,
  };
  const fetchJson = createJsonFetch();
  const secrets = createInMemorySecrets({ prometheus: 'prom-token' });
  const reader = createBlastRadiusReader([
    createInsightsBlastSource(createInsights(aws, timing)),
    createLokiBlastSource((policy) => createLoki(fetchJson, secrets, policy)),
    createPrometheusBlastSource(fetchJson, secrets),
    createCloudwatchBlastSource(aws),
  ]);
  const evidence = await reader.read({ service: aService(service), startedAt, now });
  if (evidence.status !== 'available') throw new Error(evidence.reason);
  return evidence;
}

async function serve(answer: (request: LocalRequest) => { readonly status: number; readonly body: unknown }) {
  const asked: LocalRequest[] = [];
  const server = await serveLoopback(async (request) => {
    asked.push(request);
    const { status, body } = answer(request);
    return { status, body: JSON.stringify(body) };
  });
  servers.push(server);
  return { url: server.url, asked };
}

const vector = (label: string, values: Readonly<Record<string, number | string>>) => ({
  status: 200,
  body: {
    status: 'success',
    data: {
      resultType: 'vector',
      result: Object.entries(values).map(([value, number]) => ({
        metric: { [label]: value },
        value: [1763863336.1, String(number)],
      })),
    },
  },
});

describe('who is affected, by fields of logs in CloudWatch', () => {
  const service = {
    logs: [{ cloudwatch: { logGroup: '/aws/lambda/checkout' } }],
    blastRadius: {
      user: { logField: 'user.id' },
      tenant: { logField: 'tenantId' },
      region: { logField: 'region' },
    },
  };
  const seen = seenValuesQuery([
    ['tenant', 'tenantId'],
    ['user', 'user.id'],
    ['region', 'region'],
  ]);
  const responses: Readonly<Record<string, QueryState>> = {
    [affectedValuesQuery('tenantId', undefined)]: {
      status: 'Complete',
      rows: [
        { value: 'acme', errors: '9' },
        { value: 'globex', errors: '31' },
        { value: '', errors: '5' },
      ],
    },
    [affectedValuesQuery('user.id', undefined)]: {
      status: 'Complete',
      rows: [{ value: 'ana@example.com', errors: '2' }],
    },
    [affectedValuesQuery('region', undefined)]: { status: 'Failed' },
    [seen]: { status: 'Complete', rows: [{ tenant: '40', user: '900', region: '3' }] },
  };

  it('is counts and shares with the query behind each; a dimension that fails costs only itself', async () => {
    const server = await serveInsights(({ queryString }) => {
      const state = responses[queryString];
      return state === undefined ? { fault: 'MalformedQueryException' } : [state];
    });
    servers.push(server);
    const evidence = await measure(service, server.url);
    expect(evidence.span).toEqual(span);
    expect(evidence.dimensions).toMatchObject([
      {
        dimension: 'tenant',
        affected: 2,
        total: 40,
        share: 0.05,
        truncated: false,
        most: [
          { value: 'globex', errors: 31, requests: null },
          { value: 'acme', errors: 9, requests: null },
        ],
        query: affectedValuesQuery('tenantId', undefined),
      },
      {
        dimension: 'user',
        affected: 1,
        total: 900,
        most: [{ value: expect.stringMatching(/^user-[0-9a-f]{8}$/), errors: 2 }],
      },
    ]);
    expect(evidence.missing).toEqual([{ dimension: 'region', reason: 'The log query ended as Failed' }]);
    expect(evidence.dimensions[0]?.link).toContain('tenantId');
    expect(JSON.stringify(evidence)).not.toContain('ana@');
    expect(server.started).toHaveLength(4);
  });

  it('has no share when all values could not be counted', async () => {
    const server = await serveInsights(({ queryString }) =>
      queryString === seen
        ? { fault: 'LimitExceededException' }
        : [responses[queryString] ?? { status: 'Complete' }],
    );
    servers.push(server);
    const [tenant] = (await measure(service, server.url)).dimensions;
    expect(tenant).toMatchObject({ affected: 2, total: null, share: null });
  });

  it('says of a field that cannot be asked for that this is so, and counts the others', async () => {
    const server = await serveInsights(({ queryString }) => [
      responses[queryString] ?? { status: 'Complete', rows: [{ tenant: '40' }] },
    ]);
    servers.push(server);
    const odd = { ...service, blastRadius: { tenant: { logField: 'tenantId' }, user: { logField: 'a`b' } } };
    const evidence = await measure(odd, server.url);
    expect(evidence.dimensions).toMatchObject([{ dimension: 'tenant', total: 40 }]);
    expect(evidence.missing).toEqual([
      { dimension: 'user', reason: '"a`b" is not a field that Logs Insights can be asked for' },
    ]);
  });

  it('is not available when nothing can be counted', async () => {
    const server = await serveInsights(() => ({ fault: 'AccessDeniedException' }));
    servers.push(server);
    await expect(measure(service, server.url)).rejects.toBeInstanceOf(ConfigurationError);
    await expect(measure({ ...service, logs: [] }, server.url)).rejects.toThrow(
      'services.yaml names no logs to count in',
    );
  });
});

describe('who is affected, by Loki', () => {
  it('is asked for the most, the number of those affected, and the number of all on the same streams', async () => {
    const { url, asked } = await serve(({ query }) => {
      const text = query.get('query') ?? '';
      if (text.startsWith('topk')) return vector('tenantId', { acme: 3, globex: 8 });
      return vector('', { '': text.includes('|= "error"') ? 38 : 40 });
    });
    const selector = '{app="checkout"} |= "error"';
    const evidence = await measure(
      { logs: [{ loki: { url, selector } }], blastRadius: { tenant: { logField: 'tenantId' } } },
      url,
    );
    expect(evidence.dimensions).toMatchObject([
      { affected: 38, total: 40, share: 0.95, most: [{ value: 'globex' }, { value: 'acme' }], link: null },
    ]);
    const stages = '| drop __error__, __error_details__ | tenantId!="" [306s]))';
    expect(asked.map(({ path, query }) => `${path} ${query.get('query')}`).toSorted()).toEqual([
      `/loki/api/v1/query count(sum by (tenantId) (count_over_time({app="checkout"} | json ${stages})`,
      `/loki/api/v1/query count(sum by (tenantId) (count_over_time({app="checkout"} |= "error" | json ${stages})`,
      `/loki/api/v1/query topk(100, sum by (tenantId) (count_over_time({app="checkout"} |= "error" | json ${stages})`,
    ]);
    expect(asked[0]?.query.get('time')).toBe(`${now.getTime()}000000`);
  });

  it('reads lines as the selector does', async () => {
    const { url, asked } = await serve(() => vector('', {}));
    const selector = '{app="a{b}", env=`x`} | logfmt | level="error"';
    const { dimensions } = await measure(
      { logs: [{ loki: { url, selector } }], blastRadius: { user: { logField: 'user.id' } } },
      url,
    );
    expect(dimensions).toMatchObject([{ affected: 0, total: 0, share: null }]);
    const queries = asked.map(({ query }) => query.get('query') ?? '').toSorted();
    expect(queries[0]).toContain('({app="a{b}", env=`x`} | logfmt | drop __error__');
    expect(queries[1]).toContain('({app="a{b}", env=`x`} | logfmt | level="error" | drop __error__');
    expect(queries[0]).toContain('sum by (user_id)');
  });
});

describe('who is affected, by Prometheus', () => {
  const errors = 'sum by (tenant) (increase(errors_total{app="checkout"}[{window}]))';
  const requests = 'sum by (tenant) (increase(requests_total[{window}]))';

  it('is every value with errors, of every value with requests', async () => {
    const { url, asked } = await serve(({ body }) => {
      const query = new URLSearchParams(body.toString('utf8')).get('query') ?? '';
      return query.includes('errors_total')
        ? vector('tenant', { acme: 3.4, globex: 0, initech: 'NaN', umbrella: '0.6' })
        : vector('tenant', { acme: 10, globex: 20, hooli: 5, initech: 1 });
    });
    const prometheus = { url: `${url}/prom/`, errors, requests, label: 'tenant', tokenSecret: 'prometheus' };
    const evidence = await measure({ blastRadius: { tenant: { prometheus } } }, url);
    expect(evidence.dimensions).toEqual([
      {
        dimension: 'tenant',
        affected: 2,
        total: 5,
        share: 0.4,
        most: [
          { value: 'acme', errors: 3, requests: 10 },
          { value: 'umbrella', errors: 1, requests: 0 },
        ],
        truncated: false,
        query: 'sum by (tenant) (increase(errors_total{app="checkout"}[306s]))',
        link: null,
      },
    ]);
    expect(asked.map(({ path, headers }) => [path, headers['authorization']])).toContainEqual([
      '/prom/api/v1/query',
      'Bearer prom-token',
    ]);
    expect(new URLSearchParams(asked[0]?.body.toString('utf8')).get('time')).toBe('1795399336');
  });

  it.each([
    [
      'a refusal',
      { status: 400, body: { status: 'error', errorType: 'bad_data', error: 'parse error' } },
      new ConfigurationError('The query was refused: bad_data: parse error'),
    ],
    [
      'a range',
      { status: 200, body: { status: 'success', data: { resultType: 'matrix', result: [] } } },
      new ConfigurationError('The query does not give one value for each series'),
    ],
    ['a breakdown', { status: 503, body: {} }, DependencyUnavailableError],
  ])('is not available after %s', async (_, answer, error) => {
    const { url } = await serve(() => answer);
    await expect(
      measure({ blastRadius: { tenant: { prometheus: { url, errors, label: 'tenant' } } } }, url),
    ).rejects.toThrow(error);
  });
});

describe('who is affected, by CloudWatch metrics', () => {
  const cloudwatch = { namespace: 'Shop', errors: 'Errors', requests: 'Requests', dimension: 'TenantId' };

  it('is one Metrics Insights query each for errors and requests, page by page', async () => {
    const { url, asked } = await serve(({ body }) => {
      const { MetricDataQueries, NextToken } = JSON.parse(body.toString('utf8'));
      const isErrors = MetricDataQueries[0].Expression.includes('SUM("Errors")');
      const series = (Label: string, Values: number[]) => ({
        Id: 'q0',
        Label,
        Values,
        Timestamps: [],
        StatusCode: 'Complete',
      });
      if (!isErrors)
        return {
          status: 200,
          body: { MetricDataResults: [series('acme', [50, 50]), series('globex', [9])] },
        };
      return NextToken === undefined
        ? { status: 200, body: { MetricDataResults: [series('acme', [1, 2])], NextToken: 'more' } }
        : { status: 200, body: { MetricDataResults: [series('acme', [4]), series('globex', [0])] } };
    });
    const evidence = await measure({ blastRadius: { tenant: { cloudwatch } } }, url);
    const query =
      'SELECT SUM("Errors") FROM SCHEMA("Shop", "TenantId") GROUP BY "TenantId" ORDER BY SUM() DESC LIMIT 500';
    expect(evidence.dimensions).toEqual([
      {
        dimension: 'tenant',
        affected: 1,
        total: 2,
        share: 0.5,
        most: [{ value: 'acme', errors: 7, requests: 100 }],
        truncated: false,
        query,
        link: null,
      },
    ]);
    expect(asked).toHaveLength(3);
    for (const { body } of asked) {
      const { MetricDataQueries, StartTime, EndTime } = JSON.parse(body.toString('utf8'));
      expect(MetricDataQueries).toEqual([{ Id: 'q0', Expression: expect.any(String), Period: 60 }]);
      expect([StartTime % 60, EndTime % 60]).toEqual([0, 0]);
    }
  });

  it('is not available when it is refused, or when a name would end its quotes', async () => {
    const { url } = await serve(() => ({ status: 403, body: {} }));
    await expect(measure({ blastRadius: { tenant: { cloudwatch } } }, url)).rejects.toBeInstanceOf(
      ConfigurationError,
    );
    const odd = { ...cloudwatch, dimension: 'a" OR "b' };
    await expect(measure({ blastRadius: { tenant: { cloudwatch: odd } } }, url)).rejects.toThrow(
      'cannot be asked of CloudWatch',
    );
  });
});
