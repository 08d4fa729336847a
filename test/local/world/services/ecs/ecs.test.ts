import { beforeEach, describe, expect, it } from '@jest/globals';
import { memoryDirectory } from '../../../../../local/rehearsal/memory/memory-directory.ts';
import { Account } from '../../../../../local/world/account.ts';
import { readAlertSignal } from '../../../../../local/world/alert-signals.ts';
import type { StoryEvent } from '../../../../../local/world/scenario/scenario-schema.ts';
import { ecs } from '../../../../../local/world/services/ecs/ecs.ts';
import { registerTaskDefinition } from '../../../../../local/world/services/ecs/ecs-state.ts';
import { signalsAt } from '../../../../../local/world/signals/signals.ts';
import { aScenario } from '../../../../support/builders/account-scenario.ts';
import { type RawAccount, rawAccount } from '../../../../support/worlds/raw-account.ts';

const startAt = Date.parse('2026-11-23T02:00:00.000Z');
const resource = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/shop/web',
  ScalableDimension: 'ecs:service:DesiredCount',
};
const surge: StoryEvent = {
  id: 'surge',
  afterSeconds: 0,
  chance: 1,
  condition: { summary: 'A campaign brings three times the traffic' },
};
/** Two tasks that work on ten requests each; in quiet times about eight are at work. */
const scenario = aScenario({
  services: [
    {
      id: 'storefront',
      ecsService: 'web',
      targetGroup: 'targetgroup/web/73e2d6bc24d8a067',
      requestsPerMinute: 900,
      dayRhythm: 0,
      errorPercent: 0.2,
      latencyP50Ms: 60,
      latencyP99Ms: 300,
      concurrency: 8,
      concurrencyPerTask: 10,
    },
  ],
  ecsServices: [
    {
      name: 'web',
      cluster: 'shop',
      taskFamily: 'web',
      taskRevision: 3,
      desiredCount: 2,
      scaling: { minCapacity: 2, maxCapacity: 8 },
    },
  ],
  story: [surge],
  effects: [{ while: 'surge', service: 'storefront', trafficFactor: 4 }],
});
const [storefront] = scenario.services;

let account: Account;
let raw: RawAccount;
let now: number;

beforeEach(() => {
  now = startAt;
  account = Account.open(scenario, memoryDirectory(), startAt);
  raw = rawAccount(account, () => now);
});

const pass = (seconds: number): void => {
  now += seconds * 1000;
};
async function call(service: string, target: string, body: object) {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const answer = await raw.call({ service, method: 'POST', path: '/', headers, body: JSON.stringify(body) });
  return { status: answer.status, ...JSON.parse(answer.body) };
}
const onEcs = (operation: string, body: object) =>
  call('ecs', `AmazonEC2ContainerServiceV20141113.${operation}`, { cluster: 'shop', ...body });
const scaling = (operation: string, body: object = {}) =>
  call('application-autoscaling', `AnyScaleFrontendService.${operation}`, { ...resource, ...body });
const described = async () => (await onEcs('DescribeServices', { services: ['web'] })).services[0];
const counts = async () => {
  const { desiredCount, runningCount, pendingCount } = await described();
  return [desiredCount, runningCount, pendingCount];
};
function signals() {
  if (storefront === undefined) throw new Error('no service');
  const { errors, requests, ...rest } = signalsAt(scenario, account, storefront, now);
  return { ...rest, errorPercent: (100 * errors) / requests };
}

describe('the tasks of an ECS service', () => {
  it('follow the wanted number as fast as tasks start', async () => {
    expect(await counts()).toEqual([2, 2, 0]);
    await onEcs('UpdateService', { service: 'web', desiredCount: 5 });
    expect(await counts()).toEqual([5, 2, 3]);
    pass(40);
    expect(await counts()).toEqual([5, 5, 0]);
    await onEcs('UpdateService', { service: 'web', desiredCount: 1 });
    pass(10);
    expect(await counts()).toEqual([1, 1, 0]);
  });

  it('are no other deployment when only their number changes', async () => {
    await onEcs('UpdateService', { service: 'web', desiredCount: 5 });
    const { deployments } = await described();
    expect(deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED', desiredCount: 5 }]);
  });

  it('are replaced one deployment by the next', async () => {
    registerTaskDefinition(account.stateOf(ecs), 'web', 4, now);
    await onEcs('UpdateService', { service: 'web', taskDefinition: 'web:4' });
    pass(5);
    const { deployments } = await described();
    expect(deployments).toMatchObject([
      {
        status: 'PRIMARY',
        rolloutState: 'IN_PROGRESS',
        runningCount: 0,
        taskDefinition: expect.stringMatching(/web:4$/),
      },
      { status: 'ACTIVE', runningCount: 2, taskDefinition: expect.stringMatching(/web:3$/) },
    ]);
    pass(70);
    expect((await described()).deployments).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 2 },
    ]);
  });

  it('are as many as are listed, and a service that is not there is missing', async () => {
    const { taskArns } = await onEcs('ListTasks', { serviceName: 'web' });
    expect((await onEcs('DescribeTasks', { tasks: taskArns })).tasks).toHaveLength(2);
    expect(await onEcs('DescribeServices', { services: ['nobody'] })).toMatchObject({
      services: [],
      failures: [{ arn: 'nobody', reason: 'MISSING' }],
    });
  });
});

describe('a deployment that is stopped', () => {
  const deployments = async () =>
    (await onEcs('ListServiceDeployments', { service: 'web' })).serviceDeployments.map(
      ({ status }: { status: string }) => status,
    );
  const stopNewest = async () => {
    const { serviceDeployments } = await onEcs('ListServiceDeployments', { service: 'web' });
    const { serviceDeploymentArn } = serviceDeployments[0];
    return await onEcs('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
  };
  beforeEach(async () => {
    registerTaskDefinition(account.stateOf(ecs), 'web', 4, now);
    await onEcs('UpdateService', { service: 'web', taskDefinition: 'web:4' });
  });

  it('is rolled back to what ran before, as fast as tasks start', async () => {
    expect(await stopNewest()).toMatchObject({ status: 200 });
    expect(await deployments()).toEqual(['ROLLBACK_IN_PROGRESS', 'SUCCESSFUL']);
    expect((await described()).deployments).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', taskDefinition: expect.stringMatching(/web:3$/) },
      { status: 'ACTIVE', taskDefinition: expect.stringMatching(/web:4$/) },
    ]);
    expect(await stopNewest()).toMatchObject({ status: 200 });
    pass(40);
    expect(await deployments()).toEqual(['ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
    const { taskDefinition, deployments: left } = await described();
    expect(taskDefinition).toMatch(/web:3$/);
    expect(left).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED' }]);
  });

  it('is refused once it has finished, and when there is none of that name', async () => {
    pass(600);
    expect(await stopNewest()).toMatchObject({ status: 400, __type: 'ConflictException' });
    expect(await onEcs('StopServiceDeployment', { serviceDeploymentArn: 'arn:none' })).toMatchObject({
      status: 400,
      __type: 'ServiceDeploymentNotFoundException',
    });
    expect(await deployments()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  });
});

describe('the bounds of Application Auto Scaling', () => {
  it('move a service that they leave outside, soon after', async () => {
    expect(
      (await scaling('DescribeScalableTargets', { ResourceIds: [resource.ResourceId] })).ScalableTargets,
    ).toMatchObject([{ MinCapacity: 2, MaxCapacity: 8 }]);
    await scaling('RegisterScalableTarget', { MinCapacity: 6 });
    expect(await counts()).toEqual([2, 2, 0]);
    pass(15);
    expect(await counts()).toEqual([6, 2, 4]);
    pass(40);
    expect(await counts()).toEqual([6, 6, 0]);
  });

  it('leave a service alone that is within them, also after the lower one fell', async () => {
    await scaling('RegisterScalableTarget', { MinCapacity: 6 });
    pass(60);
    await scaling('RegisterScalableTarget', { MinCapacity: 2 });
    pass(600);
    expect(await counts()).toEqual([6, 6, 0]);
  });

  it('are refused when they cross, or belong to no service', async () => {
    expect(await scaling('RegisterScalableTarget', { MinCapacity: 9 })).toMatchObject({
      status: 400,
      __type: 'ValidationException',
    });
    expect(
      await scaling('RegisterScalableTarget', { ResourceId: 'service/shop/nobody', MinCapacity: 1 }),
    ).toMatchObject({
      status: 400,
      __type: 'ValidationException',
    });
  });

  it('are gone when they are deregistered', async () => {
    await scaling('DeregisterScalableTarget');
    expect((await scaling('DescribeScalableTargets')).ScalableTargets).toEqual([]);
    expect(await scaling('DeregisterScalableTarget')).toMatchObject({ __type: 'ObjectNotFoundException' });
  });
});

describe('a service whose load saturates its tasks', () => {
  beforeEach(() => {
    account.play(surge, startAt);
    pass(120);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['by its wanted number', () => onEcs('UpdateService', { service: 'web', desiredCount: 6 })],
    ['by its lower bound', () => scaling('RegisterScalableTarget', { MinCapacity: 6 })],
  ])('has errors and waits until it is scaled out %s', async (_, scaleOut) => {
    const saturated = signals();
    expect(saturated.saturationPercent).toBe(100);
    expect(saturated.errorPercent).toBeGreaterThan(20);
    expect(saturated.latencyP99Ms).toBeGreaterThan(600);
    await scaleOut();
    pass(120);
    const scaledOut = signals();
    expect(scaledOut.saturationPercent).toBeLessThan(65);
    expect(scaledOut.errorPercent).toBeLessThan(2);
    expect(scaledOut.latencyP99Ms).toBeLessThan(400);
  });

  it('is seen by alert rules and in the metrics of ECS and of the load balancer', async () => {
    const rule = { service: 'storefront', queue: undefined, saying: undefined };
    expect(readAlertSignal(scenario, account, { ...rule, signal: 'saturationPercent' }, now)).toBe(100);
    const statistic = (
      Id: string,
      Namespace: string,
      MetricName: string,
      dimensions: object,
      Stat: string,
    ) => ({
      Id,
      MetricStat: {
        Metric: {
          Namespace,
          MetricName,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: 60,
        Stat,
      },
    });
    const service = { ClusterName: 'shop', ServiceName: 'web' };
    const targets = {
      TargetGroup: 'targetgroup/web/73e2d6bc24d8a067',
      LoadBalancer: 'app/shop/50dc6c495c0c9188',
    };
    await onEcs('UpdateService', { service: 'web', desiredCount: 3 });
    pass(120);
    const { MetricDataResults: results } = await call(
      'monitoring',
      'GraniteServiceVersion20100801.GetMetricData',
      {
        MetricDataQueries: [
          statistic('cpu', 'AWS/ECS', 'CPUUtilization', service, 'Average'),
          statistic('tasks', 'ECS/ContainerInsights', 'RunningTaskCount', service, 'Average'),
          statistic('failed', 'AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', targets, 'Sum'),
          statistic('p99', 'AWS/ApplicationELB', 'TargetResponseTime', targets, 'p99'),
        ],
        StartTime: now / 1000 - 60,
        EndTime: now / 1000,
      },
    );
    const values = Object.fromEntries(
      results.map((one: { Id: string; Values: number[] }) => [one.Id, one.Values[0]]),
    );
    expect(values).toEqual({
      cpu: expect.any(Number),
      tasks: 3,
      failed: expect.any(Number),
      p99: expect.any(Number),
    });
    expect(values['cpu']).toBeGreaterThan(90);
    expect(values['failed']).toBeGreaterThan(50);
    expect(values['p99']).toBeGreaterThan(0.3);
    expect(values['p99']).toBeLessThan(5);
  });

  it('writes its errors into the log group of its name', async () => {
    const started = await call('logs', 'Logs_20140328.StartQuery', {
      logGroupNames: ['/ecs/web'],
      startTime: startAt / 1000,
      endTime: now / 1000,
      queryString: 'filter level = "ERROR"\n| stats count(*) as lines',
    });
    const { results } = await call('logs', 'Logs_20140328.GetQueryResults', { queryId: started.queryId });
    expect(Number(results[0][0].value)).toBeGreaterThan(500);
  });
});

describe('events of a story about ECS services', () => {
  const event = { id: 'deed', afterSeconds: 0, chance: 1 };

  it('deploy the next revision, which is in place until another one is deployed', async () => {
    const deployment: StoryEvent = { ...event, ecsDeployment: { service: 'web' } };
    const told = { ...scenario, story: [deployment] };
    account = Account.open(told, memoryDirectory(), startAt);
    raw = rawAccount(account, () => now);
    expect(account.play(deployment, startAt)).toContain('web:4');
    expect(account.spansOf('deed')).toEqual([{ from: startAt, until: Number.POSITIVE_INFINITY, share: 1 }]);
    pass(300);
    await onEcs('UpdateService', { service: 'web', taskDefinition: 'web:3' });
    expect(account.spansOf('deed')).toEqual([{ from: startAt, until: now, share: 1 }]);
  });

  it('scale it, which is in place as long as the number is', async () => {
    const scaledIn: StoryEvent = { ...event, ecsScaling: { service: 'web', desiredCount: 1 } };
    account = Account.open({ ...scenario, story: [scaledIn] }, memoryDirectory(), startAt);
    raw = rawAccount(account, () => now);
    account.play(scaledIn, startAt);
    pass(60);
    expect(await counts()).toEqual([1, 1, 0]);
    await onEcs('UpdateService', { service: 'web', desiredCount: 2 });
    expect(account.spansOf('deed')).toEqual([{ from: startAt, until: now, share: 1 }]);
  });
});
