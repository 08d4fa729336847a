import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actions } from '../../../lambdas/actions/index.ts';
import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { ServicePolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { EvidenceKind } from '../../../lambdas/domain/records/evidence.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { evidenceReadings } from '../../../lambdas/evidence/readers.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import type { EvidenceContext } from '../../../lambdas/ports/plug-ins/evidence-reader.ts';
import { type LoopbackServer, serveLoopback } from '../../../local/cloud/http/loopback-server.ts';
import { memoryDirectory } from '../../../local/rehearsal/memory/memory-directory.ts';
import { createInMemoryReportedChangeStore } from '../../../local/rehearsal/memory/stores/in-memory-reported-change-store.ts';
import { Account } from '../../../local/world/account.ts';
import { serveAccount } from '../../../local/world/account-server.ts';
import { loadScenario } from '../../../local/world/scenario/scenario.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { findAlias, moveAlias, publishVersion } from '../../../local/world/services/lambda/lambda-state.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { shippedPolicy } from '../../support/builders/builders.ts';

const now = new Date('2026-11-23T02:05:00.000Z');
const startedAt = new Date('2026-11-23T02:02:00.000Z');
const deployedAt = Date.parse('2026-11-23T02:00:05.000Z');

const servers: Pick<LoopbackServer, 'stop'>[] = [];
let aws: AwsClients;
let checkout: ServicePolicy;

beforeAll(async () => {
  const scenario = loadScenario('bad-deploy');
  const account = Account.open(scenario, memoryDirectory(), Date.parse('2026-11-23T02:00:00.000Z'));
  const functions = account.stateOf(lambda);
  publishVersion(functions, 'checkout', '57', deployedAt);
  const alias = findAlias(functions, 'checkout', 'live');
  if (alias !== undefined) moveAlias(alias, '57', deployedAt);
  account.save();
  const server = await serveAccount(
    () => account,
    () => now.getTime(),
  );
  servers.push(server);
  aws = createAwsClients({ env: { ...credentials, ...server.endpoints } });
  const found = (await shippedPolicy()).services.find(({ id }) => id === 'checkout');
  if (found === undefined) throw new Error('The shipped policy has no checkout');
  checkout = found;
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
});

const credentials = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };
const contextOf = (caller: AwsClients): EvidenceContext => ({
  aws: caller,
  http: actionContext(caller, now).http,
  services: [checkout],
  environments: [],
  reportedChanges: createInMemoryReportedChangeStore(),
});
const query = () => ({ service: checkout, startedAt, now });

function readerOf(kind: EvidenceKind, context: EvidenceContext) {
  const reading = evidenceReadings.find((each) => each.kind === kind);
  if (reading === undefined) throw new Error(`Nothing reads ${kind}`);
  return reading.create(context);
}

/** What each holds where there is nothing to read; the others say that they are not set up. */
const nothingOf: Readonly<Partial<Record<EvidenceKind, object>>> = {
  metrics: { readings: [] },
  changes: { changes: [] },
  'dead-letters': { queues: [] },
};

describe.each<EvidenceKind>(evidenceKinds.map(({ kind }) => kind))('the reader of %s', (kind) => {
  it('gives evidence of its kind that survives JSON, with the time of reading', async () => {
    const evidence = await readerOf(kind, contextOf(aws)).read(query());
    expect(evidence.kind).toBe(kind);
    expect(evidence.gatheredAt).toBe(now.toISOString());
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
  });

  it('finds nothing in a service that names nothing', async () => {
    const service = { ...checkout, metrics: {}, resources: [], logs: [], blastRadius: {} };
    const evidence = await readerOf(kind, contextOf(aws)).read({ ...query(), service });
    const notSetUp = { status: 'unavailable', reason: expect.stringMatching(/^not set up: /) };
    expect(evidence).toMatchObject(nothingOf[kind] ?? notSetUp);
    expect('missing' in evidence ? (evidence.missing ?? []) : []).toEqual([]);
  });
});

describe('metrics from CloudWatch', () => {
  it('have baseline, onset and current value, and ask for each statistic once', async () => {
    const evidence = await readerOf('metrics', contextOf(aws)).read(query());
    if (!('readings' in evidence)) throw new Error('no readings');
    const errorRate = evidence.readings.find(({ name }) => name === 'errorRate');
    expect(errorRate?.baseline?.median).toBeLessThan(1);
    expect(errorRate?.current).toBeGreaterThan(30);
    expect(errorRate?.onsetAt).toBe('2026-11-23T02:00:00.000Z');
    expect(errorRate?.query).toContain('errors = Sum of AWS/Lambda/Errors FunctionName=checkout');
    // Errors, Invocations (shared by error rate and traffic), Duration p50 and p99: now and on three previous days.
    expect(evidence.metricsRequested).toBe(4 * 4);
  });

  it('take previous days into the baseline', async () => {
    const evidence = await readerOf('metrics', contextOf(aws)).read(query());
    const readings = 'readings' in evidence ? evidence.readings : [];
    // 105 minutes of today, a Monday, of the Friday and Thursday before it and of the Monday a week ago.
    for (const { baseline } of readings) expect(baseline?.samples).toBe(4 * 105);
    for (const { points } of readings) expect(points.length).toBeLessThan(150);
  });
});

describe('changes', () => {
  it('are the live version with the one before it, and the flags, newest first', async () => {
    const evidence = await readerOf('changes', contextOf(aws)).read(query());
    if (!('changes' in evidence)) throw new Error('no changes');
    const [deployment, flag] = evidence.changes;
    expect(deployment).toMatchObject({
      kind: 'lambda-deployment',
      at: '2026-11-23T02:00:05.000Z',
      before: '56',
      after: '57',
    });
    expect(flag).toMatchObject({ kind: 'flag-change', at: '2026-11-22T17:00:00.000Z' });
  });

  it('are what registered actions make their parameters of, for the resource that changed', async () => {
    const evidence = await readerOf('changes', contextOf(aws)).read(query());
    const changes = 'changes' in evidence ? evidence.changes : [];
    for (const change of changes) {
      const planned = actions
        .filter(
          ({ reverts = [], target }) => reverts.includes(change.kind) && target.kind === change.resource.kind,
        )
        .map((action) => action.plan({ target: change.resource, change, evidence: [] }))
        .filter(({ ok }) => ok);
      expect(planned).toMatchObject([{ params: change.resource.id }]);
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
    const refused = createAwsClients({
      env: { ...credentials, AWS_ENDPOINT_URL: server.url },
      attempts: 1,
    });
    for (const kind of ['metrics', 'changes'] as const) {
      await expect(readerOf(kind, contextOf(refused)).read(query())).rejects.toBeInstanceOf(error);
    }
  });
});
