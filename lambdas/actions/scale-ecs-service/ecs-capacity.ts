import type { Service } from '@aws-sdk/client-ecs';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { ecsScalableTarget } from '../../resources/aws/ecs-capacity.ts';
import { isRollingOut, readEcsService, updateEcsService } from '../../resources/aws/ecs-services.ts';
import { readScalableTarget, writeBounds } from '../../resources/aws/scalable-targets.ts';
import type { Written } from '../../resources/aws/written.ts';
import type { EcsServiceId } from '../../resources/ecs-service.ts';
import type { Capacity } from './scaling-contract.ts';

export interface RunningService {
  readonly capacity: Capacity;
  readonly desiredCount: number;
  readonly runningCount: number;
  /** Why its number of tasks is not to be changed now, for people; null when it may be. */
  readonly refusal: string | null;
}

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

export async function writeCapacity(aws: AwsClients, id: EcsServiceId, capacity: Capacity): Promise<Written> {
  return capacity.kind === 'count'
    ? await updateEcsService(aws, id, { desiredCount: capacity.desiredCount })
    : await writeBounds(aws, ecsScalableTarget(id), capacity);
}

function refusalOf({ status, schedulingStrategy, deployments = [] }: Service): string | null {
  if (status !== 'ACTIVE') return `it is ${String(status).toLowerCase()}`;
  if (schedulingStrategy === 'DAEMON') return 'it runs one task on each instance';
  return isRollingOut(deployments) ? 'a deployment is in progress' : null;
}

async function readBounds(aws: AwsClients, id: EcsServiceId) {
  const target = await readScalableTarget(aws, ecsScalableTarget(id));
  if (target === null) return null;
  const capacity: Capacity = { kind: 'bounds', ...target.bounds };
  return { capacity, refusal: target.suspended.scalingOut ? 'somebody suspended its scaling out' : null };
}
