import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { Service } from '@aws-sdk/client-ecs';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import { isRollingOut, readEcsService, updateEcsService } from '../../resources/aws/ecs-services.ts';
import type { EcsServiceId } from '../../resources/ecs-service.ts';
import type { Capacity } from './scaling-contract.ts';

export interface RunningService {
  readonly capacity: Capacity;
  readonly desiredCount: number;
  readonly runningCount: number;
  /** Why its number of tasks is not to be changed now, for people; null when it may be. */
  readonly refusal: string | null;
}

const dimension = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;
const busy = ['ConcurrentUpdateException'];

/**
 * What of a service is wanted and runs, and what bounds it has; null when there is no such service.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
 */
export async function readService(aws: AwsClients, id: EcsServiceId): Promise<RunningService | null> {
  const service = await readEcsService(aws, id);
  if (service === null) return null;
  const bounds = await readBounds(aws, id);
  const { desiredCount = 0, runningCount = 0 } = service;
  return {
    capacity: bounds?.capacity ?? { kind: 'count', desiredCount },
    desiredCount,
    runningCount,
    refusal: refusalOf(service) ?? bounds?.refusal ?? null,
  };
}

/** `conflict`: it is being changed by somebody else at this moment; nothing was changed. */
export async function writeCapacity(
  aws: AwsClients,
  id: EcsServiceId,
  capacity: Capacity,
): Promise<'written' | 'conflict'> {
  if (capacity.kind === 'count') {
    return await updateEcsService(aws, id, { desiredCount: capacity.desiredCount });
  }
  const sent = aws.get(ApplicationAutoScalingClient, 'once').send(
    new RegisterScalableTargetCommand({
      ...dimension,
      ResourceId: `service/${id.cluster}/${id.service}`,
      MinCapacity: capacity.minCapacity,
      MaxCapacity: capacity.maxCapacity,
    }),
  );
  return (await orOnFault<unknown, 'conflict'>(sent, busy, 'conflict')) === 'conflict'
    ? 'conflict'
    : 'written';
}

function refusalOf({ status, schedulingStrategy, deployments = [] }: Service): string | null {
  if (status !== 'ACTIVE') return `it is ${String(status).toLowerCase()}`;
  if (schedulingStrategy === 'DAEMON') return 'it runs one task on each instance';
  return isRollingOut(deployments) ? 'a deployment is in progress' : null;
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
async function readBounds(aws: AwsClients, { cluster, service }: EcsServiceId) {
  const { ScalableTargets = [] } = await aws
    .get(ApplicationAutoScalingClient)
    .send(
      new DescribeScalableTargetsCommand({ ...dimension, ResourceIds: [`service/${cluster}/${service}`] }),
    );
  const [target] = ScalableTargets;
  if (target === undefined) return null;
  const { MinCapacity: minCapacity = 0, MaxCapacity: maxCapacity = 0, SuspendedState } = target;
  const capacity: Capacity = { kind: 'bounds', minCapacity, maxCapacity };
  const suspended = SuspendedState?.DynamicScalingOutSuspended === true;
  return { capacity, refusal: suspended ? 'somebody suspended its scaling out' : null };
}
