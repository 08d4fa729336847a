import { afterEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { createEcsChangesReader } from '../../../lambdas/evidence/changes/ecs-changes-reader.ts';
import { ecsService } from '../../../lambdas/resources/ecs-service.ts';
import type { Account } from '../../../local/world/account.ts';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import {
  type EcsService,
  findEcsService,
  registerTaskDefinition,
  startDeployment,
} from '../../../local/world/services/ecs/ecs-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import { faultResponse } from '../../support/faults/account-faults.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { rawAccount } from '../../support/worlds/raw-account.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const service = aService({ resources: [aResource(ecsService, { cluster: 'shop', service: 'checkout' })] });
const scenario = aScenario({
  ecsServices: [
    {
      name: 'checkout',
      cluster: 'shop',
      taskFamily: 'checkout',
      taskRevision: 41,
      minutesAgo: 8 * 1440,
      desiredCount: 2,
    },
  ],
});
const target = 'AmazonEC2ContainerServiceV20141113';

/** A deployment that the circuit breaker rolled back, one that is in progress, and one that waits. */
function seed(account: Account): EcsService {
  const state = account.stateOf(ecs);
  const found = findEcsService(state, 'checkout');
  if (found === undefined) throw new Error('The account has no service');
  registerTaskDefinition(state, 'checkout', 42, Date.parse('2026-11-23T01:59:00Z'));
  const second = startDeployment(found, 'checkout:42', Date.parse('2026-11-23T01:59:30Z'), { id: 'second' });
  second.end = { status: 'ROLLBACK_SUCCESSFUL', at: '2026-11-23T02:01:00Z', isCircuitBreaker: true };
  startDeployment(found, 'checkout:41', Date.parse('2026-11-23T02:04:00Z'), { id: 'third' });
  const createdAt = '2026-11-23T02:04:30Z';
  found.deployments.push({ ...second, id: 'waiting', createdAt, startedAt: null, end: null });
  return found;
}

let shop: TestAccount | undefined;
afterEach(async () => {
  await shop?.stop();
  shop = undefined;
});

async function start(seeded: (account: Account) => void = seed): Promise<TestAccount> {
  shop = await startTestAccount({ scenario, nowMs: now.getTime(), seed: seeded });
  return shop;
}
const read = ({ aws }: TestAccount) => createEcsChangesReader(aws).read({ service, startedAt, now });
const operations = ({ calls }: TestAccount) => calls.map(({ operation }) => operation.replace('ecs:', ''));

describe('changes out of ECS', () => {
  it('are task definitions and images, and what ECS made of the deployment', async () => {
    const changes = await read(await start());
    expect(changes.map(({ id }) => id)).toEqual(['ecs:third', 'ecs:second']);
    expect(changes[0]?.summary).toMatch(
      /^ECS deployment of shop\/checkout: task definition checkout:41 as before, /,
    );
    expect(changes[1]?.summary).toMatch(
      /: task definition checkout:42 instead of checkout:41, .*circuit breaker$/,
    );
    expect(changes[1]).toMatchObject({
      id: 'ecs:second',
      kind: 'ecs-deployment',
      resource: { kind: 'ecs-service', key: 'ecs-service:shop:checkout' },
      at: '2026-11-23T01:59:30.000Z',
      size: { count: 1, of: 'container images' },
      trackRecord: { changes: 1, harmful: 0 },
      link: 'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/shop/services/checkout/deployments?region=eu-west-1',
      before: 'checkout:41',
      after: 'checkout:42',
      deployment: { id: 'second', inProgress: false },
      superseded: true,
    });
    expect(changes[0]).not.toHaveProperty('superseded');
    expect(changes[0]).toMatchObject({
      deployment: { id: 'third', inProgress: true },
      size: { count: 0, of: 'container images' },
      trackRecord: { changes: 2, harmful: 1 },
    });
  });

  it('are asked for page by page, and described only where they are recent', async () => {
    const account = await start((seeded) => {
      seed(seeded);
      seeded.mostPerPage = 2;
    });
    await read(account);
    expect(operations(account)).toEqual([
      'ListServiceDeployments',
      'ListServiceDeployments',
      'DescribeServiceDeployments',
      'DescribeServiceRevisions',
    ]);
    expect(account.calls[0]?.contentType).toBe('application/x-amz-json-1.1');
    expect(JSON.parse(account.calls[0]?.body ?? '')).toMatchObject({
      cluster: 'shop',
      service: 'checkout',
      createdAt: { after: Date.parse('2026-11-09T02:02:00Z') / 1000 },
    });
    const described = JSON.parse(account.calls[2]?.body ?? '').serviceDeploymentArns;
    expect(described.map((arn: string) => arn.split('/').at(-1))).toEqual(['third', 'second']);
  });

  it('are in effect also where the same was deployed again since, and no longer once something else was', async () => {
    const superseded = async (last: string) => {
      await shop?.stop();
      const account = await start((seeded) => {
        const service = findEcsService(seeded.stateOf(ecs), 'checkout');
        if (service === undefined) throw new Error('The account has no service');
        registerTaskDefinition(seeded.stateOf(ecs), 'checkout', 42, now.getTime());
        startDeployment(service, 'checkout:42', now.getTime() - 900_000);
        startDeployment(service, last, now.getTime() - 300_000);
      });
      return (await read(account)).map((change) => change.superseded === true);
    };
    expect(await superseded('checkout:42')).toEqual([false, false]);
    expect(await superseded('checkout:41')).toEqual([false, true]);
  });

  it('are told without their parts when the revisions are too old to be described', async () => {
    const account = await start();
    const missing = JSON.stringify({ failures: [{ arn: 'x', reason: 'MISSING' }] });
    for (const operation of ['ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions']) {
      account.inject({ operation, fault: { status: 200, body: missing } });
    }
    const changes = await read(account);
    expect(changes[1]).toMatchObject({ id: 'ecs:second', size: null });
    expect(changes[1]?.summary).not.toContain('task definition');
  });

  it('are none where nothing was deployed', async () => {
    const account = await start((seeded) => {
      findEcsService(seeded.stateOf(ecs), 'checkout')?.deployments.splice(0);
    });
    expect(await read(account)).toEqual([]);
    expect(operations(account)).toEqual(['ListServiceDeployments']);
  });

  it.each(['throttled', 'failing', 'lost'] as const)(
    'are told all the same when a request is %s',
    async (fault) => {
      const account = await start();
      const operation = fault === 'lost' ? 'ecs:DescribeServiceRevisions' : 'ecs:ListServiceDeployments';
      account.inject({ operation, fault });
      expect(await read(account)).toHaveLength(2);
    },
  );

  it.each(['ServiceNotFoundException', 'AccessDeniedException', 'UnsupportedFeatureException'])(
    'cannot be told after %s, and the message quotes nothing of the answer',
    async (type) => {
      const account = await start();
      const fault = faultResponse(400, type, `application/x-amz-json-1.1`);
      account.inject({ operation: 'ecs:ListServiceDeployments', fault });
      await expect(read(account)).rejects.toMatchObject({
        code: 'configuration.invalid',
        message: `ECS ListServiceDeployments was refused: ${type}`,
      });
    },
  );

  it('cannot be told of a cluster that is not there', async () => {
    const account = await start((seeded) => void seeded.stateOf(ecs).services.splice(0));
    await expect(read(account)).rejects.toMatchObject({
      code: 'configuration.invalid',
      message: 'ECS ListServiceDeployments was refused: ClusterNotFoundException',
    });
  });

  it('cannot be told while ECS fails', async () => {
    const account = await start();
    account.inject({ operation: 'ecs:ListServiceDeployments', fault: 'failing', times: 9 });
    await expect(read(account)).rejects.toBeInstanceOf(DependencyUnavailableError);
  });

  it('are asked for in the words of the service', async () => {
    const account = await start();
    const call = { service: 'ecs', method: 'POST', path: '/', body: '{}' } as const;
    const answer = await rawAccount(account.account, () => now.getTime()).call({
      ...call,
      headers: { 'x-amz-target': `${target}.DeleteEverything` },
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: 'UnknownOperationException' });
  });
});
