import { Readable } from 'node:stream';
import * as appconfig from '@aws-sdk/client-appconfig';
import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { CloudFormationClient, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetDeploymentsCommand,
  CodeDeployClient,
  ListDeploymentsCommand,
} from '@aws-sdk/client-codedeploy';
import * as ecs from '@aws-sdk/client-ecs';
import * as lambda from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { memoryDirectory } from '../../../local/rehearsal/memory/memory-directory.ts';
import { Account } from '../../../local/world/account.ts';
import { createAccountRequestHandler } from '../../../local/world/account-request-handler.ts';
import { cloudFormation } from '../../../local/world/services/cloudformation/cloudformation.ts';
import { codeDeploy } from '../../../local/world/services/codedeploy/codedeploy.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';

const startAt = Date.parse('2026-11-23T02:00:00.000Z');
const scenario = aScenario({
  services: [
    {
      id: 'checkout',
      function: 'checkout',
      requestsPerMinute: 600,
      errorPercent: 5,
      latencyP50Ms: 5,
      latencyP99Ms: 9,
    },
  ],
  functions: [
    {
      name: 'checkout',
      live: '2',
      versions: [
        { version: '1', minutesAgo: 100 },
        { version: '2', minutesAgo: 50 },
      ],
    },
  ],
  flags: [
    {
      application: 'shop1',
      environment: 'prod1',
      profile: 'flags',
      minutesAgo: 50,
      values: { a: { enabled: true } },
    },
  ],
  ecsServices: [
    {
      name: 'web',
      cluster: 'shop',
      taskFamily: 'web',
      desiredCount: 2,
      scaling: { minCapacity: 1, maxCapacity: 4 },
    },
  ],
});
const environment = { ApplicationId: 'shop1', EnvironmentId: 'prod1' };
const profile = { ApplicationId: 'shop1', ConfigurationProfileId: 'flags' };
const target = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/shop/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

let config: {
  requestHandler: ReturnType<typeof createAccountRequestHandler>;
  region: string;
  credentials: typeof credentials;
};
let bodies: string[];

beforeEach(() => {
  const account = Account.open(scenario, memoryDirectory(), startAt);
  account.stateOf(codeDeploy).groups.push({ application: 'shop', name: 'production' });
  account.stateOf(codeDeploy).deployments.push({
    applicationName: 'shop',
    deploymentGroupName: 'production',
    deploymentId: 'd-1',
    status: 'Succeeded',
    createTime: 1,
  });
  account.stateOf(cloudFormation).stacks.push({
    name: 'shop',
    id: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/0f1e',
    events: [
      {
        id: 'e',
        at: '2026-11-23T01:00:00Z',
        logicalId: 'Queue',
        physicalId: 'q',
        type: 'AWS::SQS::Queue',
        status: 'CREATE_COMPLETE',
        reason: 'a <b> & c',
      },
    ],
  });
  bodies = [];
  const handler = createAccountRequestHandler(account, () => startAt);
  const requestHandler = {
    ...handler,
    handle: async (request: Parameters<typeof handler.handle>[0]) => {
      const { response } = await handler.handle(request);
      const chunks: Buffer[] = [];
      for await (const chunk of response.body) chunks.push(Buffer.from(chunk));
      bodies.push(Buffer.concat(chunks).toString('utf8'));
      return { response: { ...response, body: Readable.from(chunks) } };
    },
  };
  config = { requestHandler, region: 'eu-west-1', credentials };
});

/** Members of an answer that the SDK does not know, by their path: it leaves them out of its output. */
function unknownMembers(answer: unknown, output: unknown, path = ''): readonly string[] {
  if (Array.isArray(answer)) {
    return answer.flatMap((one, index) =>
      unknownMembers(one, Array.isArray(output) ? output[index] : undefined, path),
    );
  }
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) => {
    const known: unknown =
      typeof output === 'object' && output !== null ? Reflect.get(output, name) : undefined;
    return known === undefined ? [`${path}.${name}`] : unknownMembers(value, known, `${path}.${name}`);
  });
}

async function knownOnly<Output extends object>(sent: Promise<Output>): Promise<Output> {
  const output = await sent;
  expect(unknownMembers(JSON.parse(bodies.at(-1) ?? ''), output)).toEqual([]);
  return output;
}

describe('clients of the AWS SDK', () => {
  it('speak with Lambda', async () => {
    const client = new lambda.LambdaClient(config);
    const name = { FunctionName: 'checkout', Name: 'live' };
    const { RevisionId } = await knownOnly(client.send(new lambda.GetAliasCommand(name)));
    await knownOnly(client.send(new lambda.ListVersionsByFunctionCommand({ FunctionName: 'checkout' })));
    await knownOnly(
      client.send(new lambda.GetFunctionConfigurationCommand({ FunctionName: 'checkout', Qualifier: '1' })),
    );
    const move = new lambda.UpdateAliasCommand({ ...name, FunctionVersion: '1', RevisionId });
    expect((await knownOnly(client.send(move))).FunctionVersion).toBe('1');
    await expect(client.send(move)).rejects.toBeInstanceOf(lambda.PreconditionFailedException);
  });

  it('speak with AppConfig', async () => {
    const client = new appconfig.AppConfigClient(config);
    const { Content } = await client.send(
      new appconfig.GetHostedConfigurationVersionCommand({ ...profile, VersionNumber: 1 }),
    );
    const created = await client.send(
      new appconfig.CreateHostedConfigurationVersionCommand({
        ...profile,
        Content: Content ?? '',
        ContentType: 'application/json',
        LatestVersionNumber: 1,
      }),
    );
    expect(created.VersionNumber).toBe(2);
    const start = new appconfig.StartDeploymentCommand({
      ...environment,
      ConfigurationProfileId: 'flags',
      ConfigurationVersion: '2',
      DeploymentStrategyId: 'AppConfig.AllAtOnce',
    });
    expect((await knownOnly(client.send(start))).State).toBe('BAKING');
    await expect(client.send(start)).rejects.toBeInstanceOf(appconfig.ConflictException);
    const stop = new appconfig.StopDeploymentCommand({
      ...environment,
      DeploymentNumber: 2,
      AllowRevert: true,
    });
    expect((await knownOnly(client.send(stop))).State).toBe('ROLLED_BACK');
    await knownOnly(client.send(new appconfig.ListDeploymentsCommand(environment)));
    await knownOnly(client.send(new appconfig.GetDeploymentCommand({ ...environment, DeploymentNumber: 2 })));
    await knownOnly(client.send(new appconfig.ListHostedConfigurationVersionsCommand(profile)));
    await knownOnly(client.send(new appconfig.GetEnvironmentCommand(environment)));
  });

  it('speak with ECS', async () => {
    const client = new ecs.ECSClient(config);
    const services = { cluster: 'shop', services: ['web', 'nobody'] };
    const service = { cluster: 'shop', service: 'web' };
    const update = new ecs.UpdateServiceCommand({ ...service, desiredCount: 3, forceNewDeployment: true });
    expect((await knownOnly(client.send(update))).service?.desiredCount).toBe(3);
    await knownOnly(client.send(new ecs.DescribeServicesCommand(services)));
    await knownOnly(client.send(new ecs.DescribeTaskDefinitionCommand({ taskDefinition: 'web' })));
    const { serviceDeployments = [] } = await knownOnly(
      client.send(new ecs.ListServiceDeploymentsCommand(service)),
    );
    const serviceDeploymentArns = serviceDeployments.flatMap(({ serviceDeploymentArn: arn }) => arn ?? []);
    expect(serviceDeploymentArns).toHaveLength(2);
    await knownOnly(client.send(new ecs.DescribeServiceDeploymentsCommand({ serviceDeploymentArns })));
    const serviceRevisionArns = serviceDeployments.flatMap(({ targetServiceRevisionArn: arn }) => arn ?? []);
    await knownOnly(client.send(new ecs.DescribeServiceRevisionsCommand({ serviceRevisionArns })));
    const { taskArns: tasks } = await knownOnly(
      client.send(new ecs.ListTasksCommand({ cluster: 'shop', serviceName: 'web' })),
    );
    await knownOnly(client.send(new ecs.DescribeTasksCommand({ cluster: 'shop', tasks })));
    const elsewhere = client.send(new ecs.DescribeServicesCommand({ ...services, cluster: 'nowhere' }));
    await expect(elsewhere).rejects.toBeInstanceOf(ecs.ClusterNotFoundException);
  });

  it('speak with Application Auto Scaling', async () => {
    const client = new ApplicationAutoScalingClient(config);
    await knownOnly(client.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 3 })));
    const { ScalableTargets } = await knownOnly(client.send(new DescribeScalableTargetsCommand(target)));
    expect(ScalableTargets).toMatchObject([{ MinCapacity: 3, MaxCapacity: 4 }]);
  });

  it('speak with CloudWatch and its logs', async () => {
    const span = { StartTime: new Date(startAt - 600_000), EndTime: new Date(startAt) };
    const Metric = {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: 'checkout' }],
    };
    const MetricDataQueries = [{ Id: 'e', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }];
    const read = new GetMetricDataCommand({ ...span, MetricDataQueries });
    const { MetricDataResults = [] } = await knownOnly(new CloudWatchClient(config).send(read));
    expect(MetricDataResults[0]?.Values).toHaveLength(10);
    const logs = new CloudWatchLogsClient(config);
    const query = {
      logGroupNames: ['/aws/lambda/checkout'],
      startTime: startAt / 1000 - 60,
      endTime: startAt / 1000,
    };
    const { queryId } = await knownOnly(
      logs.send(new StartQueryCommand({ ...query, queryString: 'limit 1' })),
    );
    expect((await knownOnly(logs.send(new GetQueryResultsCommand({ queryId })))).status).toBe('Complete');
  });

  it('speak with CodeDeploy and CloudFormation', async () => {
    const client = new CodeDeployClient(config);
    const group = { applicationName: 'shop', deploymentGroupName: 'production' };
    const { deployments: deploymentIds } = await knownOnly(client.send(new ListDeploymentsCommand(group)));
    await knownOnly(client.send(new BatchGetDeploymentsCommand({ deploymentIds })));
    const events = new DescribeStackEventsCommand({ StackName: 'shop' });
    const { StackEvents } = await new CloudFormationClient(config).send(events);
    expect(StackEvents).toMatchObject([{ LogicalResourceId: 'Queue', ResourceStatusReason: 'a <b> & c' }]);
  });
});
