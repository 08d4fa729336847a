import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import {
  clusterArn,
  clusterNamed,
  ecsArn,
  epochSeconds,
  serviceNamed,
  taskDefinitionArn,
} from './ecs-names.ts';
import {
  type EcsService,
  type EcsState,
  findEcsService,
  findTaskDefinition,
  lastPart,
  setDesiredCount,
  startDeployment,
} from './ecs-state.ts';
import { type Rollout, rolloutsAt, wantedRolloutAt } from './rollout.ts';
import { taskCountsAt } from './task-counts.ts';

const describeSchema = z.object({
  cluster: z.string().optional(),
  services: z.array(z.string()).min(1).max(10),
});

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
export const describeServices = jsonOperation(
  describeSchema,
  ({ cluster, services }, { state, nowMs }: ServiceContext<EcsState>) => {
    const name = clusterNamed(state, cluster);
    const found = services.map((wanted) => findEcsService(state, lastPart(wanted), name));
    return {
      services: found.flatMap((service) => (service === undefined ? [] : [describeService(service, nowMs)])),
      failures: services
        .filter((_, index) => found[index] === undefined)
        .map((wanted) => ({ arn: wanted, reason: 'MISSING' })),
    };
  },
);

const updateSchema = z.object({
  cluster: z.string().optional(),
  service: z.string(),
  desiredCount: z.number().int().min(0).optional(),
  taskDefinition: z.string().optional(),
  forceNewDeployment: z.boolean().default(false),
});

/** Another number of tasks is no deployment. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
export const updateService = jsonOperation(updateSchema, (input, context: ServiceContext<EcsState>) => {
  const { state, nowMs } = context;
  const service = serviceNamed(state, input.service, input.cluster);
  const current = wantedRolloutAt(service, nowMs)?.deployment.taskDefinition ?? '';
  const wanted = findTaskDefinition(state, input.taskDefinition ?? current);
  if (input.taskDefinition !== undefined && wanted?.status !== 'ACTIVE') {
    throw new AwsFault('ClientException', 'TaskDefinition is inactive or not found.');
  }
  const taskDefinition = wanted === undefined ? current : `${wanted.family}:${wanted.revision}`;
  if (input.desiredCount !== undefined) setDesiredCount(service, input.desiredCount, nowMs);
  if (taskDefinition !== current || input.forceNewDeployment) startDeployment(service, taskDefinition, nowMs);
  context.save();
  return { service: describeService(service, nowMs) };
});

const taskDefinitionSchema = z.object({ taskDefinition: z.string() });

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html */
export const describeTaskDefinition = jsonOperation(
  taskDefinitionSchema,
  ({ taskDefinition }, { state }: ServiceContext<EcsState>) => {
    const found = findTaskDefinition(state, taskDefinition);
    if (found === undefined) throw new AwsFault('ClientException', 'Unable to describe task definition.');
    return {
      taskDefinition: {
        taskDefinitionArn: taskDefinitionArn(`${found.family}:${found.revision}`),
        containerDefinitions: found.containers.map(({ name, image }) => ({ name, image, essential: true })),
        family: found.family,
        revision: found.revision,
        status: found.status,
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        registeredAt: epochSeconds(found.registeredAt),
      },
    };
  },
);

function describeService(service: EcsService, nowMs: number) {
  const { desired, running, pending } = taskCountsAt(service, nowMs);
  const deployments = deploymentsOf(service, nowMs);
  return {
    serviceArn: ecsArn('service', service),
    serviceName: service.name,
    clusterArn: clusterArn(service.cluster),
    status: 'ACTIVE',
    desiredCount: desired,
    runningCount: running,
    pendingCount: pending,
    launchType: 'FARGATE',
    taskDefinition: deployments[0]?.taskDefinition,
    deployments,
    events: [],
    createdAt: epochSeconds(service.createdAt),
    schedulingStrategy: 'REPLICA',
    deploymentConfiguration: {
      maximumPercent: 200,
      minimumHealthyPercent: service.minimumHealthyPercent ?? 100,
    },
    deploymentController: { type: 'ECS' },
  };
}

/**
 * PRIMARY is what the service is set to; while that rolls out, the one that it replaces is ACTIVE and has the tasks.
 * So it is the other way round while a deployment is rolled back.
 */
function deploymentsOf(service: EcsService, nowMs: number) {
  const rollouts = rolloutsAt(service, nowMs);
  const newest = rollouts.findLast(({ status }) => status !== 'PENDING');
  const primary = wantedRolloutAt(service, nowMs);
  if (newest === undefined || primary === undefined) return [];
  const isRollingBack = newest.status === 'ROLLBACK_IN_PROGRESS';
  const isRollingOut = primary.status === 'IN_PROGRESS';
  const replaced = rollouts.find(({ deployment }) => isRollingOut && deployment === primary.source);
  const leaving = isRollingBack ? newest : replaced;
  const hasTasks = primary.source === null || nowMs >= takesRequestsAt(service, primary);
  const counts = taskCountsAt(service, nowMs);
  const none = { desired: counts.desired, running: 0, pending: counts.desired };
  const first = describeDeployment(
    { ...primary, status: isRollingBack ? 'IN_PROGRESS' : primary.status },
    'PRIMARY',
    hasTasks && !isRollingBack ? counts : none,
  );
  if (leaving === undefined) return [first];
  return [first, describeDeployment(leaving, 'ACTIVE', { desired: 0, running: counts.running, pending: 0 })];
}

function takesRequestsAt({ taskStartSeconds }: EcsService, { deployment }: Rollout): number {
  return Date.parse(deployment.startedAt ?? deployment.createdAt) + taskStartSeconds * 1000;
}

function describeDeployment(
  { deployment, status, finishedAtMs }: Rollout,
  as: 'PRIMARY' | 'ACTIVE',
  { desired, running, pending }: ReturnType<typeof taskCountsAt>,
) {
  const createdAt = epochSeconds(deployment.createdAt);
  return {
    id: `ecs-svc/${deployment.revision}`,
    status: as,
    taskDefinition: taskDefinitionArn(deployment.taskDefinition),
    desiredCount: desired,
    pendingCount: pending,
    runningCount: running,
    failedTasks: 0,
    createdAt,
    updatedAt: finishedAtMs === null ? createdAt : epochSeconds(finishedAtMs),
    launchType: 'FARGATE',
    rolloutState: status === 'SUCCESSFUL' ? 'COMPLETED' : 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ecs-svc/${deployment.revision} ${status === 'SUCCESSFUL' ? 'completed' : 'in progress'}.`,
  };
}
