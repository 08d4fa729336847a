import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import { pageOf } from '../../protocol/page.ts';
import { clusterArn, ecsArn, epochSeconds, serviceNamed, taskDefinitionArn } from './ecs-names.ts';
import { type EcsService, type EcsState, findTaskDefinition, lastPart } from './ecs-state.ts';
import { type Rollout, rolloutsAt } from './rollout.ts';

const listSchema = z.object({
  cluster: z.string().optional(),
  service: z.string(),
  status: z.array(z.string()).optional(),
  createdAt: z.object({ before: z.number().optional(), after: z.number().optional() }).default({}),
  maxResults: z.number().int().min(1).max(100).default(20),
  nextToken: z.string().optional(),
});

/** Newest first. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html */
export const listServiceDeployments = jsonOperation(
  listSchema,
  (input, context: ServiceContext<EcsState>) => {
    const service = serviceNamed(context.state, input.service, input.cluster);
    const { after = 0, before = Number.POSITIVE_INFINITY } = input.createdAt;
    const rollouts = rolloutsAt(service, context.nowMs)
      .filter(
        ({ deployment: { createdAt } }) =>
          epochSeconds(createdAt) > after && epochSeconds(createdAt) < before,
      )
      .filter(({ status }) => input.status?.includes(status) ?? true)
      .toReversed();
    const size = Math.min(input.maxResults, context.mostPerPage);
    const { entries, nextToken } = pageOf(rollouts, input.nextToken, size);
    return {
      serviceDeployments: entries.map((rollout) => ({
        ...times(rollout),
        serviceDeploymentArn: ecsArn('service-deployment', service, rollout.deployment.id),
        serviceArn: ecsArn('service', service),
        clusterArn: clusterArn(service.cluster),
        targetServiceRevisionArn: ecsArn('service-revision', service, rollout.deployment.revision),
        status: rollout.status,
      })),
      nextToken,
    };
  },
);

const describeSchema = z.object({ serviceDeploymentArns: z.array(z.string()).min(1).max(20) });

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html */
export const describeServiceDeployments = jsonOperation(
  describeSchema,
  ({ serviceDeploymentArns: arns }, { state, nowMs }: ServiceContext<EcsState>) => {
    const all = state.services.flatMap((service) =>
      rolloutsAt(service, nowMs).map((rollout) => describeRollout(service, rollout)),
    );
    return withFailures(arns, all, ({ serviceDeploymentArn }) => serviceDeploymentArn, 'serviceDeployments');
  },
);

const stopSchema = z.object({
  serviceDeploymentArn: z.string(),
  stopType: z.enum(['ABORT', 'ROLLBACK']).default('ROLLBACK'),
});

/** One that is rolled back already goes on with it. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html */
export const stopServiceDeployment = jsonOperation(
  stopSchema,
  ({ serviceDeploymentArn: arn }, context: ServiceContext<EcsState>) => {
    const { state, nowMs } = context;
    const found = state.services
      .flatMap((service) => rolloutsAt(service, nowMs).map((rollout) => ({ service, rollout })))
      .find(({ service, rollout }) => ecsArn('service-deployment', service, rollout.deployment.id) === arn);
    if (found === undefined) {
      throw new AwsFault('ServiceDeploymentNotFoundException', 'Service deployment not found.');
    }
    const { service, rollout } = found;
    if (rollout.status === 'PENDING' || rollout.status === 'IN_PROGRESS') {
      rollout.deployment.end = {
        status: 'ROLLBACK_SUCCESSFUL',
        at: new Date(nowMs + service.taskStartSeconds * 1000).toISOString(),
        requestedAt: new Date(nowMs).toISOString(),
        isCircuitBreaker: false,
      };
      context.save();
    } else if (rollout.status !== 'ROLLBACK_IN_PROGRESS') {
      throw new AwsFault('ConflictException', `A ${rollout.status} service deployment cannot be stopped.`);
    }
    return { serviceDeploymentArn: arn };
  },
);

const revisionsSchema = z.object({ serviceRevisionArns: z.array(z.string()).min(1).max(20) });

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceRevisions.html */
export const describeServiceRevisions = jsonOperation(
  revisionsSchema,
  ({ serviceRevisionArns: arns }, { state }: ServiceContext<EcsState>) => {
    const all = state.services.flatMap((service) =>
      service.deployments.map((deployment) => ({
        serviceRevisionArn: ecsArn('service-revision', service, deployment.revision),
        serviceArn: ecsArn('service', service),
        clusterArn: clusterArn(service.cluster),
        taskDefinition: taskDefinitionArn(deployment.taskDefinition),
        launchType: 'FARGATE',
        containerImages: imagesOf(state, deployment.taskDefinition),
        createdAt: epochSeconds(deployment.createdAt),
      })),
    );
    return withFailures(arns, all, ({ serviceRevisionArn }) => serviceRevisionArn, 'serviceRevisions');
  },
);

function describeRollout(service: EcsService, rollout: Rollout) {
  const { deployment, source, status } = rollout;
  const wasTriggered = deployment.end?.isCircuitBreaker === true;
  const revision = (id: string) => ({ arn: ecsArn('service-revision', service, id) });
  return {
    ...times(rollout),
    serviceDeploymentArn: ecsArn('service-deployment', service, deployment.id),
    serviceArn: ecsArn('service', service),
    clusterArn: clusterArn(service.cluster),
    sourceServiceRevisions: source === null ? [] : [revision(source.revision)],
    targetServiceRevision: revision(deployment.revision),
    status,
    deploymentCircuitBreaker: wasTriggered
      ? { status: 'TRIGGERED', failureCount: 3, threshold: 3 }
      : { status: 'MONITORING_COMPLETE', failureCount: 0, threshold: 3 },
  };
}

function times({ deployment, finishedAtMs }: Rollout) {
  return {
    createdAt: epochSeconds(deployment.createdAt),
    ...(deployment.startedAt === null ? {} : { startedAt: epochSeconds(deployment.startedAt) }),
    ...(finishedAtMs === null ? {} : { finishedAt: epochSeconds(finishedAtMs) }),
  };
}

function imagesOf(state: EcsState, taskDefinition: string) {
  const { containers = [] } = findTaskDefinition(state, lastPart(taskDefinition)) ?? {};
  return containers.map(({ name, image, digest }) => ({ containerName: name, image, imageDigest: digest }));
}

function withFailures<Entry>(
  arns: readonly string[],
  all: readonly Entry[],
  arnOf: (entry: Entry) => string,
  member: string,
): object {
  const known = new Map(all.map((entry) => [arnOf(entry), entry]));
  return {
    [member]: arns.flatMap((arn) => known.get(arn) ?? []),
    failures: arns.filter((arn) => !known.has(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
  };
}
