import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  RegisterScalableTargetCommand,
  type ScalableDimension,
  type ServiceNamespace,
} from '@aws-sdk/client-application-auto-scaling';
import { type AwsClients, awsFaultOf } from '../../ports/aws-clients.ts';
import type { Written } from './written.ts';

/** How Application Auto Scaling names what it scales. */
export interface ScalableTargetName {
  readonly namespace: ServiceNamespace;
  /** Such as `service/shop/web`, `table/baskets` or `function:checkout:live`. */
  readonly resourceId: string;
  readonly dimension: ScalableDimension;
}

export interface Bounds {
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

/** What of the scaling is suspended. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_SuspendedState.html */
export interface Suspension {
  readonly scalingIn: boolean;
  readonly scalingOut: boolean;
  readonly scheduled: boolean;
}

export interface ScalableTarget {
  readonly bounds: Bounds;
  readonly suspended: Suspension;
}

/** Null when nothing scales it. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
export async function readScalableTarget(
  aws: AwsClients,
  { namespace, resourceId, dimension }: ScalableTargetName,
): Promise<ScalableTarget | null> {
  const { ScalableTargets = [] } = await aws.get(ApplicationAutoScalingClient).send(
    new DescribeScalableTargetsCommand({
      ServiceNamespace: namespace,
      ScalableDimension: dimension,
      ResourceIds: [resourceId],
    }),
  );
  const [target] = ScalableTargets;
  if (target === undefined) return null;
  const { MinCapacity: minCapacity = 0, MaxCapacity: maxCapacity = 0, SuspendedState } = target;
  return {
    bounds: { minCapacity, maxCapacity },
    suspended: {
      scalingIn: SuspendedState?.DynamicScalingInSuspended === true,
      scalingOut: SuspendedState?.DynamicScalingOutSuspended === true,
      scheduled: SuspendedState?.ScheduledScalingSuspended === true,
    },
  };
}

/**
 * Sets both bounds, and what is suspended if that is given; sent a single time. `conflict`: somebody else changes it at this moment.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export async function writeBounds(
  aws: AwsClients,
  { namespace, resourceId, dimension }: ScalableTargetName,
  { minCapacity, maxCapacity }: Bounds,
  suspended?: Suspension,
): Promise<Written> {
  const sent = aws.get(ApplicationAutoScalingClient, 'once').send(
    new RegisterScalableTargetCommand({
      ServiceNamespace: namespace,
      ScalableDimension: dimension,
      ResourceId: resourceId,
      MinCapacity: minCapacity,
      MaxCapacity: maxCapacity,
      SuspendedState: suspended && {
        DynamicScalingInSuspended: suspended.scalingIn,
        DynamicScalingOutSuspended: suspended.scalingOut,
        ScheduledScalingSuspended: suspended.scheduled,
      },
    }),
  );
  try {
    await sent;
    return 'written';
  } catch (error) {
    const fault = awsFaultOf(error);
    if (fault === 'ConcurrentUpdateException') return 'conflict';
    if (fault === 'ValidationException' || fault === 'LimitExceededException') {
      return { refused: `Application Auto Scaling takes no bounds of ${minCapacity} to ${maxCapacity}` };
    }
    throw error;
  }
}

/**
 * `Successful`, `InProgress`, `Failed` …: the newest time that its capacity was changed since then; null when it was not.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html
 */
export async function readScalingActivity(
  aws: AwsClients,
  { namespace, resourceId, dimension }: ScalableTargetName,
  since: Date,
): Promise<string | null> {
  const command = new DescribeScalingActivitiesCommand({
    ServiceNamespace: namespace,
    ScalableDimension: dimension,
    ResourceId: resourceId,
    MaxResults: 10,
  });
  const { ScalingActivities = [] } = await aws.get(ApplicationAutoScalingClient).send(command);
  // Newest first.
  const found = ScalingActivities.find(({ StartTime }) => StartTime !== undefined && StartTime >= since);
  return found?.StatusCode ?? null;
}
