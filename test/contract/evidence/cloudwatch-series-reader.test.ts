import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import { createTimerTimeouts } from '../../../lambdas/adapters/timers/timer-timeouts.ts';
import type { ServicePolicy } from '../../../lambdas/domain/policy/policy.ts';
import { metricNames } from '../../../lambdas/domain/records/evidence.ts';
import { createCloudwatchSeriesReader } from '../../../lambdas/evidence/metrics/cloudwatch-series-reader.ts';
import type { SeriesQuery } from '../../../lambdas/ports/metric-series-reader.ts';
import { type LoopbackServer, serveLoopback } from '../../../local/cloud/http/loopback-server.ts';
import { createInProcessAws } from '../../../local/world/in-process-aws.ts';
import { shippedPolicy } from '../../support/builders/builders.ts';
import { manualTimer } from '../../support/faults/manual-timer.ts';

const credentials = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

const servers: LoopbackServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

let checkout: ServicePolicy;
beforeAll(async () => {
  const found = (await shippedPolicy()).services.find(({ id }) => id === 'checkout');
  if (found === undefined) throw new Error('The shipped policy has no checkout');
  checkout = found;
});

describe('series from CloudWatch', () => {
  type Page = (request: GetMetricDataRequest) => { readonly status?: number; readonly body: object };
  interface GetMetricDataRequest {
    readonly MetricDataQueries: readonly { readonly Id: string; readonly ReturnData: boolean }[];
    readonly StartTime: number;
    readonly EndTime: number;
    readonly ScanBy: string;
    readonly NextToken?: string;
  }
  const from = new Date('2026-11-23T02:00:00.000Z');
  const until = new Date('2026-11-23T02:02:00.000Z');

  async function readFrom(page: Page, more: Partial<SeriesQuery> = {}) {
    const requests: GetMetricDataRequest[] = [];
    const server = await serveLoopback(async ({ headers, body }) => {
      expect(headers['content-type']).toBe('application/x-amz-json-1.0');
      expect(headers['authorization']).toContain('/monitoring/aws4_request');
      const request: GetMetricDataRequest = JSON.parse(body.toString('utf8'));
      requests.push(request);
      const { status = 200, body: answer } = page(request);
      return { status, body: JSON.stringify(answer) };
    });
    servers.push(server);
    const reader = createCloudwatchSeriesReader(
      createAwsClients({
        env: { ...credentials, AWS_ENDPOINT_URL_CLOUDWATCH: server.url },
        attempts: 1,
      }),
    );
    const answer = await reader.readSeries({
      service: checkout,
      metrics: ['errorRate', 'saturation'],
      from,
      until,
      ...more,
    });
    return { ...answer, requests };
  }
  const result = (request: GetMetricDataRequest, minute: number, value: number | string) => ({
    Id: request.MetricDataQueries.find(({ ReturnData }) => ReturnData)?.Id,
    StatusCode: 'Complete',
    Timestamps: [from.getTime() / 1000 + minute * 60],
    Values: [value],
  });

  it('are read page by page, the newest first', async () => {
    const { series, requests } = await readFrom((request) => ({
      body:
        request.NextToken === undefined
          ? { MetricDataResults: [result(request, 1, 'NaN')], NextToken: 'more' }
          : { MetricDataResults: [result(request, 0, 1)] },
    }));
    expect(requests.map(({ ScanBy, NextToken }) => [ScanBy, NextToken])).toEqual([
      ['TimestampDescending', undefined],
      ['TimestampDescending', 'more'],
    ]);
    expect(series.map(({ name, points }) => [name, points.map(({ value }) => value)])).toEqual([
      ['errorRate', [1, null]],
    ]);
  });

  it('keep what came when a further page does not', async () => {
    const { series } = await readFrom((request) =>
      request.NextToken === undefined
        ? { body: { MetricDataResults: [result(request, 1, 40)], NextToken: 'more' } }
        : { status: 500, body: {} },
    );
    expect(series[0]?.points.map(({ value }) => value)).toEqual([null, 40]);
  });

  it('are missing, with the code, when CloudWatch says that it could not give them', async () => {
    const { series, missing } = await readFrom((request) => ({
      body: {
        MetricDataResults: [
          {
            ...result(request, 1, 40),
            StatusCode: 'InternalError',
            Messages: [{ Code: 'Oops', Value: 'text' }],
          },
        ],
      },
    }));
    expect(series).toEqual([]);
    expect(missing).toEqual([
      { name: 'errorRate', reason: 'CloudWatch could not provide it: InternalError (Oops)' },
    ]);
  });

  const dayOf = ({ EndTime }: GetMetricDataRequest) => (until.getTime() / 1000 - EndTime) / 86_400;

  it('are asked for once more for each previous day, for the same minutes only', async () => {
    const { requests, metricsRequested } = await readFrom(() => ({ body: {} }), { withPreviousDays: true });
    expect(requests.map(dayOf).sort((a, b) => a - b)).toEqual([0, 3, 4, 7]);
    for (const { StartTime, EndTime } of requests) expect(EndTime - StartTime).toBe(120);
    expect(metricsRequested).toBe(2 * 4);
  });

  it.each<[string, (request: GetMetricDataRequest) => ReturnType<Page>]>([
    ['is throttled', () => ({ status: 500, body: {} })],
    ['is refused', () => ({ status: 400, body: {} })],
    [
      'is not given',
      (request) => ({
        body: { MetricDataResults: [{ ...result(request, -3 * 1440, 9), StatusCode: 'InternalError' }] },
      }),
    ],
  ])('lose the readings of a previous day that %s, and no others', async (_, fail) => {
    const { series, missing } = await readFrom(
      (request) => {
        const days = dayOf(request);
        return days === 3
          ? fail(request)
          : { body: { MetricDataResults: [result(request, -1440 * days, days)] } };
      },
      { withPreviousDays: true },
    );
    expect(missing).toEqual([]);
    expect(series[0]?.points.map(({ value }) => value)).toEqual([0, null]);
    expect(series[0]?.previous?.map(({ value }) => value)).toEqual([4, 7]);
  });

  it('do without a previous day that does not come in time', async () => {
    const timers = manualTimer();
    const hanging = createInProcessAws(({ body }) => {
      const request: GetMetricDataRequest = JSON.parse(Buffer.from(body).toString('utf8'));
      if (dayOf(request) > 0) return new Promise(() => {});
      return { body: JSON.stringify({ MetricDataResults: [result(request, 0, 5)] }) };
    });
    const reader = createCloudwatchSeriesReader(hanging, createTimerTimeouts(timers.timer));
    const query = { service: checkout, metrics: ['errorRate'] as const, from, until, withPreviousDays: true };
    const reading = reader.readSeries(query);
    await new Promise((resolve) => setImmediate(resolve));
    timers.pass(6);
    const { series } = await reading;
    expect([series[0]?.points[0]?.value, series[0]?.previous]).toEqual([5, []]);
    expect(timers.waiting()).toEqual([]);
  });

  it('cost 20 statistics at most; what is left out is said', async () => {
    const each = (name: string, count: number) => ({
      unit: 'count' as const,
      periodSeconds: 60 as const,
      cloudwatch: {
        metrics: Object.fromEntries(
          Array.from({ length: count }, (_, id) => [
            `m${id}`,
            { namespace: name, name: `M${id}`, dimensions: {}, stat: 'Sum' },
          ]),
        ),
        expression: 'm0',
      },
    });
    const service = {
      ...checkout,
      metrics: { traffic: each('a', 9), dlqDepth: each('b', 12), errorRate: each('c', 11) },
    };
    const { missing, metricsRequested } = await readFrom(() => ({ body: {} }), {
      service,
      metrics: metricNames,
    });
    expect(metricsRequested).toBe(20);
    expect(missing).toEqual([{ name: 'dlqDepth', reason: expect.stringMatching(/^left out: /) }]);
  });
});
