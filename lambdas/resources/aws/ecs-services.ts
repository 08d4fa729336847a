import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  type Service,
  type TaskDefinition,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allow } from '../allow.ts';
import type { EcsServiceId } from '../ecs-service.ts';

const missing = ['ClusterNotFoundException', 'ServiceNotFoundException'];
const busy = ['ConcurrentUpdateException', 'ServiceNotActiveException', 'ServiceNotFoundException'];

/** Null when there is no such service. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
export async function readEcsService(
  aws: AwsClients,
  { cluster, service }: EcsServiceId,
): Promise<Service | null> {
  const command = new DescribeServicesCommand({ cluster, services: [service] });
  const described = await orOnFault(aws.get(ECSClient).send(command), missing, null);
  return described?.services?.find(({ status }) => status !== 'INACTIVE') ?? null;
}

/** ECS asks whether the roles of the task definition may be passed to it; policy does not know them. */
export function allowToPassTaskRoles(targets: readonly unknown[]): readonly IamStatement[] {
  return allow(
    ['iam:PassRole'],
    targets.map(() => 'arn:{partition}:iam::{account}:role/*'),
    { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  );
}

/** Why nothing is to be deployed to it now, for people; null when it may be. */
export function whyNotDeployable({ status, deploymentController, deployments = [] }: Service): string | null {
  if (status !== 'ACTIVE') return `it is ${String(status).toLowerCase()}`;
  if ((deploymentController?.type ?? 'ECS') !== 'ECS') return 'it is not ECS that deploys it';
  return isRollingOut(deployments) ? 'a deployment is in progress' : null;
}

export function isRollingOut(deployments: NonNullable<Service['deployments']>): boolean {
  return deployments.length > 1 || deployments[0]?.rolloutState === 'IN_PROGRESS';
}

/** `web:12`, of the task definition that the service is set to; empty when ECS does not say. */
export function taskDefinitionOf({ taskDefinition = '' }: Pick<Service, 'taskDefinition'>): string {
  return taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1);
}

/** Null when there is none. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html */
export async function readTaskDefinition(
  aws: AwsClients,
  taskDefinition: string,
): Promise<TaskDefinition | null> {
  const command = new DescribeTaskDefinitionCommand({ taskDefinition });
  const found = await orOnFault(aws.get(ECSClient).send(command), ['ClientException'], null);
  return found?.taskDefinition ?? null;
}

/**
 * `conflict`: it is being changed by somebody else at this moment; nothing was changed.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
export async function updateEcsService(
  aws: AwsClients,
  { cluster, service }: EcsServiceId,
  change: Omit<UpdateServiceCommandInput, 'cluster' | 'service'>,
): Promise<'written' | 'conflict'> {
  const sent = aws.get(ECSClient, 'once').send(new UpdateServiceCommand({ cluster, service, ...change }));
  return (await orOnFault<unknown, 'conflict'>(sent, busy, 'conflict')) === 'conflict'
    ? 'conflict'
    : 'written';
}
