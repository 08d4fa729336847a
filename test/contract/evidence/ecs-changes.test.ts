import { afterEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { createEcsChangesReader } from '../../../lambdas/evidence/changes/ecs-changes-reader.ts';
import { ecsService } from '../../../lambdas/resources/ecs-service.ts';
import type { LocalResponse } from '../../../local/cloud/http/loopback-server.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import {
  fault,
  json,
  type Operation,
  type OperationServer,
  startOperationServer,
} from '../../support/servers/operation-server.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const service = aService({
  resources: [aResource(ecsService, { cluster: 'shop', service: 'checkout' })],
});
const arn = (kind: string, id: string) => `arn:aws:ecs:eu-west-1:111122223333:${kind}/shop/checkout/${id}`;
const seconds = (iso: string) => Date.parse(iso) / 1000;

const briefs = [
  { id: 'third', status: 'IN_PROGRESS', at: '2026-11-23T02:04:00Z' },
  { id: 'second', status: 'ROLLBACK_SUCCESSFUL', at: '2026-11-23T01:59:30Z' },
  { id: 'first', status: 'SUCCESSFUL', at: '2026-11-15T09:00:00Z' },
].map(({ id, status, at }) => ({
  serviceDeploymentArn: arn('service-deployment', id),
  status,
  createdAt: seconds(at) - 5,
  startedAt: seconds(at),
}));
const pending = { serviceDeploymentArn: arn('service-deployment', 'zero'), status: 'PENDING', createdAt: 1 };

const details = [
  {
    serviceDeploymentArn: arn('service-deployment', 'second'),
    sourceServiceRevisions: [{ arn: arn('service-revision', '41') }],
    targetServiceRevision: { arn: arn('service-revision', '42') },
    deploymentCircuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 },
  },
  {
    serviceDeploymentArn: arn('service-deployment', 'third'),
    sourceServiceRevisions: [{ arn: arn('service-revision', '41') }],
    targetServiceRevision: { arn: arn('service-revision', '43') },
  },
];
const revision = (id: string, task: string, digest: string) => ({
  serviceRevisionArn: arn('service-revision', id),
  taskDefinition: `arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:${task}`,
  containerImages: [
    { containerName: 'app', image: 'checkout:latest', imageDigest: digest },
    { containerName: 'proxy', image: 'envoy:1', imageDigest: 'sha256:e' },
  ],
});
const revisions = [
  revision('41', '41', 'sha256:a'),
  revision('42', '42', 'sha256:b'),
  revision('43', '41', 'sha256:a'),
];

let server: OperationServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function read(answer: (operation: Operation) => LocalResponse) {
  server = await startOperationServer(answer);
  return createEcsChangesReader(server.aws).read({ service, startedAt, now });
}

function account({ name, input }: Operation): LocalResponse {
  const wanted = (member: string) => {
    const arns = input[member];
    return (each: string) => Array.isArray(arns) && arns.includes(each);
  };
  switch (name.split('.')[1] ?? '') {
    case 'ListServiceDeployments':
      return input['nextToken'] === undefined
        ? json({ serviceDeployments: [pending, ...briefs.slice(0, 2)], nextToken: 'more' })
        : json({ serviceDeployments: briefs.slice(2) });
    case 'DescribeServiceDeployments': {
      const isWanted = wanted('serviceDeploymentArns');
      return json({ serviceDeployments: details.filter((each) => isWanted(each.serviceDeploymentArn)) });
    }
    default: {
      const isWanted = wanted('serviceRevisionArns');
      return json({
        serviceRevisions: revisions.filter((each) => isWanted(each.serviceRevisionArn)),
        failures: [],
      });
    }
  }
}

describe('changes out of ECS', () => {
  it('are task definitions and images, and what ECS made of the deployment', async () => {
    const changes = await read(account);
    expect(changes.map(({ summary }) => summary)).toEqual([
      'ECS deployment of shop/checkout: task definition checkout:41 as before, in progress',
      'ECS deployment of shop/checkout: task definition checkout:42 instead of checkout:41, reverted by the circuit breaker',
    ]);
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
    });
    expect(changes[0]).toMatchObject({
      size: { count: 0, of: 'container images' },
      trackRecord: { changes: 2, harmful: 1 },
    });
  });

  it('are asked for page by page, and described only where they are recent', async () => {
    await read(account);
    const operations = server?.operations ?? [];
    expect(operations.map(({ name }) => name.replace('AmazonEC2ContainerServiceV20141113.', ''))).toEqual([
      'ListServiceDeployments',
      'ListServiceDeployments',
      'DescribeServiceDeployments',
      'DescribeServiceRevisions',
    ]);
    expect(operations[0]).toMatchObject({
      service: 'ecs',
      contentType: 'application/x-amz-json-1.1',
      input: { cluster: 'shop', service: 'checkout', createdAt: { after: seconds('2026-11-09T02:02:00Z') } },
    });
    expect(operations[2]?.input).toEqual({
      serviceDeploymentArns: [arn('service-deployment', 'third'), arn('service-deployment', 'second')],
    });
  });

  it('are given without their parts when the revisions are too old to be described', async () => {
    const changes = await read((operation) =>
      operation.name.endsWith('ListServiceDeployments')
        ? account(operation)
        : json({ failures: [{ arn: 'x', reason: 'MISSING' }] }),
    );
    expect(changes[1]).toMatchObject({ summary: 'ECS deployment of shop/checkout, reverted', size: null });
  });

  it('are none where nothing was deployed', async () => {
    expect(await read(() => json({ serviceDeployments: [] }))).toEqual([]);
    expect(server?.operations).toHaveLength(1);
  });

  it('wait out throttling', async () => {
    let calls = 0;
    const changes = await read((operation) => {
      calls += 1;
      return calls === 1 ? fault('ThrottlingException') : account(operation);
    });
    expect(changes).toHaveLength(2);
  });

  it.each([
    'ServiceNotFoundException',
    'ClusterNotFoundException',
    'AccessDeniedException',
    'UnsupportedFeatureException',
  ])('are unavailable after %s', async (name) => {
    await expect(read(() => fault(name))).rejects.toThrow(
      new ConfigurationError(`ListServiceDeployments was refused: ${name}`),
    );
  });

  it('are unavailable while ECS fails', async () => {
    await expect(read(() => fault('ServerException', 500))).rejects.toBeInstanceOf(
      DependencyUnavailableError,
    );
  });
});
