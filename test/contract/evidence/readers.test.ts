import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actions } from '../../../lambdas/adapters/actions/index.ts';
import { createSignedClient } from '../../../lambdas/adapters/aws/signed-client.ts';
import { createCloudwatchSeriesReader } from '../../../lambdas/adapters/evidence/cloudwatch-series-reader.ts';
import { type EvidenceContext, evidenceReaders } from '../../../lambdas/adapters/evidence/index.ts';
import { createInMemoryToldChangeStore } from '../../../lambdas/adapters/memory/in-memory-told-change-store.ts';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { type EvidenceKind, evidenceKinds } from '../../../lambdas/domain/evidence/evidence.ts';
import type { ServicePolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { AwsCaller } from '../../../lambdas/ports/aws-caller.ts';
import { type LoopbackServer, serveLoopback } from '../../../local/cloud/loopback-server.ts';
import { Account } from '../../../local/world/account.ts';
import { AppConfigApi } from '../../../local/world/appconfig-api.ts';
import { CloudWatchApi } from '../../../local/world/cloudwatch-api.ts';
import { LambdaApi } from '../../../local/world/lambda-api.ts';
import { loadScenario } from '../../../local/world/scenario.ts';
import { shippedPolicy } from '../../support/builders.ts';
import { memoryDirectory } from '../../support/memory-directory.ts';

const now = new Date('2026-11-23T02:05:00.000Z');
const startedAt = new Date('2026-11-23T02:02:00.000Z');
const deployedAt = Date.parse('2026-11-23T02:00:05.000Z');

const servers: LoopbackServer[] = [];
let aws: AwsCaller;
let checkout: ServicePolicy;

beforeAll(async () => {
  const scenario = loadScenario('bad-deploy');
  const account = Account.open(scenario, memoryDirectory(), Date.parse('2026-11-23T02:00:00.000Z'));
  account.publishVersion('checkout', '57', deployedAt);
  const alias = account.findAlias('checkout', 'live');
  if (alias !== undefined) account.pointAlias(alias, '57', deployedAt);
  const clock = () => now.getTime();
  const apis = {
    AWS_ENDPOINT_URL_CLOUDWATCH: new CloudWatchApi(scenario, account, clock),
    AWS_ENDPOINT_URL_LAMBDA: new LambdaApi(account, clock),
    AWS_ENDPOINT_URL_APPCONFIG: new AppConfigApi(account, clock),
  };
  const env: Record<string, string> = { ...credentials };
  for (const [variable, api] of Object.entries(apis)) {
    const server = await serveLoopback((request) => api.answer(request));
    servers.push(server);
    env[variable] = server.url;
  }
  aws = createSignedClient({ env });
  const found = (await shippedPolicy()).services.find(({ id }) => id === 'checkout');
  if (found === undefined) throw new Error('The shipped policy has no checkout');
  checkout = found;
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
});

const credentials = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };
const contextOf = (caller: AwsCaller): EvidenceContext => ({
  aws: caller,
  services: [checkout],
  toldChanges: createInMemoryToldChangeStore(),
});
const query = () => ({ service: checkout, startedAt, now });

describe.each<EvidenceKind>([...evidenceKinds])('the reader of %s', (kind) => {
  it('gives evidence of its kind that survives JSON, with the time of reading', async () => {
    const evidence = await evidenceReaders[kind](contextOf(aws)).read(query());
    expect(evidence.kind).toBe(kind);
    expect(evidence.gatheredAt).toBe(now.toISOString());
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
  });

  it('finds nothing in a service that names nothing', async () => {
    const service = { ...checkout, metrics: {}, deployments: [], flags: [] };
    const evidence = await evidenceReaders[kind](contextOf(aws)).read({ ...query(), service });
    if (evidence.status === 'unavailable') return expect(evidence.reason).toMatch(/^not set up: /);
    expect('readings' in evidence ? evidence.readings : 'changes' in evidence && evidence.changes).toEqual(
      [],
    );
  });
});

describe('metrics out of CloudWatch', () => {
  it('have baseline, onset and current value, and ask for each statistic once', async () => {
    const evidence = await evidenceReaders.metrics(contextOf(aws)).read(query());
    if (!('readings' in evidence)) throw new Error('no readings');
    const errorRate = evidence.readings.find(({ name }) => name === 'errorRate');
    expect(errorRate?.baseline?.median).toBeLessThan(1);
    expect(errorRate?.current).toBeGreaterThan(30);
    expect(errorRate?.onsetAt).toBe('2026-11-23T02:00:00.000Z');
    expect(errorRate?.query).toContain('errors = Sum of AWS/Lambda/Errors FunctionName=checkout');
    // Errors, Invocations (shared by error rate and traffic), Duration p50 and p99.
    expect(evidence.metricsRequested).toBe(4);
  });

  it('are read page by page', async () => {
    let pages = 0;
    const server = await serveLoopback(async ({ headers, body }) => {
      expect(headers['content-type']).toBe('application/x-amz-json-1.0');
      expect(headers['authorization']).toContain('/monitoring/aws4_request');
      const { NextToken, StartTime }: { NextToken?: string; StartTime: number } = JSON.parse(
        body.toString('utf8'),
      );
      pages += 1;
      const at = NextToken === undefined ? StartTime : StartTime + 60;
      const results = [{ Id: 'e0', Timestamps: [at], Values: [NextToken === undefined ? 1 : 'NaN'] }];
      const next = NextToken === undefined ? { NextToken: 'more' } : {};
      return { status: 200, body: JSON.stringify({ MetricDataResults: results, ...next }) };
    });
    servers.push(server);
    const reader = createCloudwatchSeriesReader(
      createSignedClient({ env: { ...credentials, AWS_ENDPOINT_URL_CLOUDWATCH: server.url } }),
    );
    const { series } = await reader.readSeries({
      service: checkout,
      metrics: ['errorRate', 'saturation'],
      from: new Date('2026-11-23T02:00:00.000Z'),
      until: new Date('2026-11-23T02:02:00.000Z'),
    });
    expect(pages).toBe(2);
    expect(series.map(({ name, points }) => [name, points.map(({ value }) => value)])).toEqual([
      ['errorRate', [1, null]],
    ]);
  });
});

describe('changes', () => {
  it('are the live version with the one before it, and the flags, newest first', async () => {
    const evidence = await evidenceReaders.changes(contextOf(aws)).read(query());
    if (!('changes' in evidence)) throw new Error('no changes');
    const [deployment, flag] = evidence.changes;
    expect(deployment).toMatchObject({
      kind: 'lambda-deployment',
      at: '2026-11-23T02:00:05.000Z',
      revert: {
        action: 'roll-back-lambda-alias',
        params: { functionName: 'checkout', alias: 'live', fromVersion: '57', toVersion: '56' },
      },
    });
    expect(flag).toMatchObject({ kind: 'flag-change', at: '2026-11-22T17:00:00.000Z' });
    expect(flag?.revert?.action).toBe('switch-off-appconfig-flag');
  });

  it('name only registered actions, with parameters that these take, on the resource that these lease', async () => {
    const evidence = await evidenceReaders.changes(contextOf(aws)).read(query());
    const changes = 'changes' in evidence ? evidence.changes : [];
    for (const { revert, resource } of changes) {
      const action = actions.find(({ kind }) => kind === revert?.action);
      expect(action?.resource(action.parseParams(revert?.params))).toBe(resource);
    }
    expect(changes).toHaveLength(2);
  });
});

describe('a reader that is refused or not answered', () => {
  it.each([
    [403, ConfigurationError],
    [500, DependencyUnavailableError],
  ])('rejects: HTTP %s', async (status, error) => {
    const server = await serveLoopback(async () => ({ status, body: '{}' }));
    servers.push(server);
    const refused = createSignedClient({
      env: { ...credentials, AWS_ENDPOINT_URL: server.url },
      attempts: 1,
    });
    for (const kind of ['metrics', 'changes'] as const) {
      await expect(evidenceReaders[kind](contextOf(refused)).read(query())).rejects.toBeInstanceOf(error);
    }
  });
});
