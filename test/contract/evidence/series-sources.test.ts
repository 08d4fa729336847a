import { afterEach, describe, expect, it } from '@jest/globals';
import { createTimerTimeouts } from '../../../lambdas/adapters/timers/timer-timeouts.ts';
import type { MetricPolicy } from '../../../lambdas/domain/policy/schemas/metric-schema.ts';
import type { ServicePolicy } from '../../../lambdas/domain/policy/schemas/services-schema.ts';
import { createJsonFetch, type JsonFetchOptions } from '../../../lambdas/evidence/http/fetch-json.ts';
import { createJsonSeriesReader } from '../../../lambdas/evidence/metrics/json-series-reader.ts';
import { createPrometheusSeriesReader } from '../../../lambdas/evidence/metrics/prometheus-series-reader.ts';
import { createCompositeSeriesReader } from '../../../lambdas/evidence/metrics/service-series-reader.ts';
import type { MetricSeriesReader, SeriesResult } from '../../../lambdas/ports/metric-series-reader.ts';
import {
  type LocalRequest,
  type LocalResponse,
  type LoopbackServer,
  serveLoopback,
} from '../../../local/cloud/http/loopback-server.ts';
import { createInMemorySecrets } from '../../../local/rehearsal/memory/in-memory-secrets.ts';
import { aService } from '../../support/builders/builders.ts';
import { manualTimer } from '../../support/faults/manual-timer.ts';

const from = new Date('2026-11-23T02:00:00.000Z');
const until = new Date('2026-11-23T02:04:30.000Z');
const servers: LoopbackServer[] = [];
const token = 'abc.DEF-123';
const secrets = createInMemorySecrets({ 'metrics/token': token, 'metrics/broken': 'no token\nat all' });

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function serve(handle: (request: LocalRequest) => LocalResponse | Promise<LocalResponse>) {
  const seen: LocalRequest[] = [];
  const server = await serveLoopback(async (request) => {
    seen.push(request);
    return await handle(request);
  });
  servers.push(server);
  return { url: server.url, seen };
}

const ok = (body: unknown): LocalResponse => ({ status: 200, body: JSON.stringify(body) });
const metric = (source: Pick<MetricPolicy, 'prometheus'> | Pick<MetricPolicy, 'json'>): MetricPolicy => ({
  unit: 'percent',
  periodSeconds: 60,
  ...source,
});
const valuesOf = ({ series }: SeriesResult) => series[0]?.points.map(({ value }) => value);

describe('a Prometheus HTTP API', () => {
  const matrix = (...result: readonly (readonly (readonly [number, string])[])[]) => ({
    status: 'success',
    data: { resultType: 'matrix', result: result.map((values) => ({ metric: {}, values })) },
  });
  const at = (minute: number) => Date.parse('2026-11-23T02:00:00.000Z') / 1000 + minute * 60;
  const read = (
    url: string,
    more: { tokenSecret?: string; withPreviousDays?: boolean } & JsonFetchOptions = {},
  ) => {
    const { tokenSecret, withPreviousDays = false, ...options } = more;
    const prometheus = {
      url: `${url}/`,
      query: 'errors',
      ...(tokenSecret === undefined ? {} : { tokenSecret }),
    };
    const service = aService({ metrics: { errorRate: metric({ prometheus }) } });
    return createPrometheusSeriesReader(createJsonFetch(options), secrets).readSeries({
      service,
      metrics: ['errorRate', 'traffic'],
      from,
      until,
      withPreviousDays,
    });
  };
  const reasonOf = async (response: Promise<SeriesResult>) => (await response).missing?.[0]?.reason;

  it('is asked for whole periods, and its values are of the period that ends then', async () => {
    const { url, seen } = await serve(() =>
      ok(
        matrix([
          [at(1), '10'],
          [at(2), '20.5'],
          [at(4), '1e1'],
        ]),
      ),
    );
    const response = await read(url);
    expect(response.series[0]).toMatchObject({ name: 'errorRate', unit: 'percent', query: 'errors' });
    expect(response.series[0]?.points).toEqual([
      { at: '2026-11-23T02:00:00.000Z', value: 10 },
      { at: '2026-11-23T02:01:00.000Z', value: 20.5 },
      { at: '2026-11-23T02:02:00.000Z', value: null },
      { at: '2026-11-23T02:03:00.000Z', value: 10 },
    ]);
    const [{ method, path, headers, body } = failed()] = seen;
    expect({ method, path, authorization: headers.authorization }).toEqual({
      method: 'POST',
      path: '/api/v1/query_range',
      authorization: undefined,
    });
    expect(Object.fromEntries(new URLSearchParams(body.toString('utf8')))).toEqual({
      query: 'errors',
      start: String(at(1)),
      end: String(at(4)),
      step: '60',
    });
  });

  it('may give several series, whose sum counts, and what is no number, which is a gap', async () => {
    const { url } = await serve(() =>
      ok(
        matrix(
          [
            [at(1), '1'],
            [at(2), 'NaN'],
            [at(3), 'NaN'],
            [at(4), '+Inf'],
          ],
          [
            [at(1), '2'],
            [at(2), '5'],
            [at(3), 'NaN'],
            [at(4), '1'],
          ],
        ),
      ),
    );
    expect(valuesOf(await read(url))).toEqual([3, 5, null, null]);
  });

  it('may have nothing: every period is a gap', async () => {
    const { url } = await serve(() => ok(matrix()));
    expect(valuesOf(await read(url))).toEqual([null, null, null, null]);
  });

  it('is asked for previous days too, and may fail at that', async () => {
    const { url, seen } = await serve(({ body }) => {
      const form = new URLSearchParams(body.toString('utf8'));
      if (form.get('step') === '60') return ok(matrix([[at(1), '10']]));
      return seen.length < 4 ? ok(matrix([[at(-1440), '7']])) : { status: 503, body: '{}' };
    });
    const week = await read(url, { withPreviousDays: true });
    expect(week.series[0]?.previous).toEqual([{ at: (at(-1440) - 60) * 1000, value: 7 }]);
    const form = new URLSearchParams(
      seen.find(({ body }) => body.includes('step=300'))?.body.toString('utf8'),
    );
    expect([form.get('start'), form.get('end')]).toEqual([String(at(-7 * 1440)), String(at(0))]);
    await read(url, { withPreviousDays: true });
    const without = await read(url, { withPreviousDays: true });
    expect([without.series[0]?.previous, without.missing]).toEqual([[], []]);
  });

  it('may warn, which is said with the query', async () => {
    const { url } = await serve(() => ok({ ...matrix([[at(1), '1']]), warnings: ['one store is away'] }));
    expect((await read(url)).series[0]?.query).toBe('errors (the server warns: one store is away)');
  });

  it('gets the token that policy names, and what is no token is neither sent nor quoted', async () => {
    const { url, seen } = await serve(() => ok(matrix()));
    await read(url, { tokenSecret: 'metrics/token' });
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect(await reasonOf(read(url, { tokenSecret: 'metrics/broken' }))).toBe(
      'The secret metrics/broken is not a bearer token: it must be the token alone',
    );
    expect(seen).toHaveLength(1);
  });

  it.each<[string, LocalResponse, RegExp]>([
    [
      'refuses the query',
      { status: 400, body: JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'parse error' }) },
      /^Prometheus refused the query: bad_data: parse error$/,
    ],
    [
      'redirects',
      { status: 302, headers: { location: 'http://169.254.169.254/' } },
      /redirect, which is not followed$/,
    ],
    ['wants other credentials', { status: 401, body: '{}' }, /refused us: HTTP 401$/],
    ['is overloaded', { status: 503, body: 'busy' }, /could not answer: HTTP 503$/],
    ['is another server', { status: 200, body: '<html>' }, /did not answer with JSON$/],
    ['speaks another protocol', { status: 200, body: '[1]' }, /not that of a Prometheus HTTP API$/],
    ['answers with too much', { status: 200, body: JSON.stringify('x'.repeat(3000)) }, /more than 0.002 MB$/],
  ])('costs its metric with the reason when it %s', async (_, response, reason) => {
    const { url } = await serve(() => response);
    expect(await reasonOf(read(url, { maxBytes: 2000 }))).toMatch(reason);
  });

  it('is tried again once when it is overloaded or the connection breaks', async () => {
    let calls = 0;
    const { url } = await serve(() => {
      calls += 1;
      return calls === 1 ? { status: 502 } : ok(matrix([[at(1), '1']]));
    });
    expect(valuesOf(await read(url))?.[0]).toBe(1);
  });

  it('that cannot be reached is named without query and token', async () => {
    const { url } = await serve(() => ok({}));
    await servers.pop()?.stop();
    const reason = await reasonOf(read(url, { tokenSecret: 'metrics/token' }));
    expect(reason).toBe(`${new URL(url).host}/api/v1/query_range could not be reached`);
  });
});

describe('a JSON endpoint', () => {
  const read = (url: string, json: Partial<NonNullable<MetricPolicy['json']>>) => {
    const policy = metric({ json: { url: `${url}/api/metrics?key=hidden`, value: 'value', ...json } });
    const service = aService({ metrics: { saturation: policy, errorRate: policy } });
    return createJsonSeriesReader(createJsonFetch(), secrets).readSeries({
      service,
      metrics: ['saturation', 'errorRate'],
      from,
      until,
    });
  };

  it('with a current value gives a series of one point and says so; both metrics cost one request', async () => {
    const { url, seen } = await serve(() => ok({ cpu: { 'used-percent': '71.5' } }));
    const { series } = await read(url, { value: 'cpu.used-percent' });
    expect(series).toHaveLength(2);
    expect(series[0]?.points).toEqual([{ at: '2026-11-23T02:03:00.000Z', value: 71.5 }]);
    expect(series[0]?.query).toBe(`cpu.used-percent of ${url}/api/metrics, its current value only`);
    expect(seen).toHaveLength(1);
  });

  it.each<[string, (time: string) => unknown]>([
    ['ISO 8601', (time) => time],
    ['epoch seconds', (time) => Date.parse(time) / 1000],
    ['epoch milliseconds', (time) => Date.parse(time)],
    ['epoch seconds as text', (time) => String(Date.parse(time) / 1000)],
  ])('with points gives a series, whatever their order; times may be %s', async (_, write) => {
    const points = [
      { t: write('2026-11-23T02:02:10Z'), v: [{ p99: 3 }] },
      { t: write('2026-11-23T02:00:00Z'), v: [{ p99: 1 }] },
      { t: write('2026-11-22T02:00:00Z'), v: [{ p99: 9 }] },
      { t: write('2026-11-23T02:01:00Z'), v: [{ p99: null }] },
      { t: null, v: 5 },
      null,
    ];
    const { url } = await serve(() => ok({ data: points }));
    const { series } = await read(url, { points: 'data', at: 't', value: 'v[0].p99' });
    expect(series[0]?.points.map(({ value }) => value)).toEqual([1, null, 3, null]);
    expect(series[0]?.previous).toEqual([{ at: Date.parse('2026-11-22T02:00:00Z'), value: 9 }]);
  });

  it.each<[string, unknown, Partial<NonNullable<MetricPolicy['json']>>, RegExp]>([
    ['has no number there', { value: 'many' }, {}, /^There is no number at value in the response$/],
    [
      'has only what every object has',
      {},
      { value: 'constructor.length' },
      /no number at constructor\.length/,
    ],
    [
      'has no list there',
      { data: {} },
      { points: 'data', at: 't' },
      /^There is no list at data of the response$/,
    ],
    ['has points without times', [{ value: 1 }], { at: 't' }, /^No point in the response has a time at t$/],
  ])('costs its metrics with the reason when it %s', async (_, document, json, reason) => {
    const { url } = await serve(() => ok(document));
    const { missing = [] } = await read(url, json);
    expect(missing.map(({ name }) => name)).toEqual(['saturation', 'errorRate']);
    expect(missing[0]?.reason).toMatch(reason);
  });

  it('that is not there is said to be so', async () => {
    const { url } = await serve(() => ({ status: 404, body: '{}' }));
    expect((await read(url, {})).missing?.[0]?.reason).toBe('The endpoint answered HTTP 404');
  });
});

describe('the metrics of a service with several sources', () => {
  const prometheus = { url: 'http://127.0.0.1:1', query: 'q' };
  const service: ServicePolicy = aService({
    metrics: {
      errorRate: { unit: 'percent', periodSeconds: 60, cloudwatch: { metrics: {}, expression: 'e' } },
      latencyP99: metric({ prometheus }),
      saturation: metric({ json: { url: 'http://127.0.0.1:1', value: 'v' } }),
    },
  });
  const query = {
    service,
    metrics: ['errorRate', 'latencyP99', 'saturation', 'traffic'] as const,
    from,
    until,
  };
  const answering: MetricSeriesReader = {
    readSeries: async ({ metrics }) => ({
      metricsRequested: metrics.length,
      series: metrics.map((name) => ({ name, unit: 'percent', periodSeconds: 60, points: [], query: 'q' })),
    }),
  };
  const failing: MetricSeriesReader = { readSeries: () => Promise.reject(new TypeError('away')) };
  const slow: MetricSeriesReader = { readSeries: () => new Promise(() => {}) };
  const sources = { cloudwatch: answering, prometheus: answering, json: answering };

  it('come each from its own', async () => {
    const reader = createCompositeSeriesReader(sources, createTimerTimeouts(manualTimer().timer));
    const { series, metricsRequested, missing } = await reader.readSeries(query);
    expect(series.map(({ name }) => name)).toEqual(['errorRate', 'latencyP99', 'saturation']);
    expect({ metricsRequested, missing }).toEqual({ metricsRequested: 3, missing: [] });
  });

  it('are missing with the reason where a source fails or is slow; the others are there', async () => {
    const timers = manualTimer();
    const reader = createCompositeSeriesReader(
      { ...sources, prometheus: failing, json: slow },
      createTimerTimeouts(timers.timer),
    );
    const reading = reader.readSeries(query);
    await new Promise((resolve) => setImmediate(resolve));
    timers.pass(9);
    const { series, missing } = await reading;
    expect(series.map(({ name }) => name)).toEqual(['errorRate']);
    expect(missing).toEqual([
      { name: 'latencyP99', reason: 'it failed: TypeError' },
      { name: 'saturation', reason: 'no answer within 9 s' },
    ]);
    expect(timers.waiting()).toEqual([]);
  });

  it('cannot be read at all when every source fails', async () => {
    const reader = createCompositeSeriesReader(
      { cloudwatch: failing, prometheus: failing, json: failing },
      createTimerTimeouts(),
    );
    await expect(reader.readSeries(query)).rejects.toThrow('away');
  });
});

function failed(): never {
  throw new Error('Nothing was asked');
}
