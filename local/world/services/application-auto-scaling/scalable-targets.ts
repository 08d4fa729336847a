import { createHash } from 'node:crypto';
import { localArn } from '../../../cloud/state/local-account.ts';
import type { Scenario } from '../../scenario/scenario.ts';

export interface SuspendedState {
  DynamicScalingInSuspended: boolean;
  DynamicScalingOutSuspended: boolean;
  ScheduledScalingSuspended: boolean;
}

export interface ScalableTarget {
  readonly serviceNamespace: string;
  readonly resourceId: string;
  readonly scalableDimension: string;
  readonly createdAt: string;
  minCapacity: number;
  maxCapacity: number;
  suspended: SuspendedState;
}

export interface ScalingState {
  readonly targets: ScalableTarget[];
}

export const notSuspended: SuspendedState = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};

export const ecsDimension = 'ecs:service:DesiredCount';

export function seedScaling({ ecsServices }: Scenario, startedAtMs: number): ScalingState {
  return {
    targets: ecsServices.flatMap(({ name, cluster, minutesAgo, scaling }) =>
      scaling === undefined
        ? []
        : [
            {
              serviceNamespace: 'ecs',
              resourceId: `service/${cluster}/${name}`,
              scalableDimension: ecsDimension,
              createdAt: new Date(startedAtMs - minutesAgo * 60_000).toISOString(),
              ...scaling,
              suspended: { ...notSuspended },
            },
          ],
    ),
  };
}

export function findTarget(
  { targets }: ScalingState,
  serviceNamespace: string,
  resourceId: string,
  scalableDimension: string,
): ScalableTarget | undefined {
  return targets.find(
    (one) =>
      one.serviceNamespace === serviceNamespace &&
      one.resourceId === resourceId &&
      one.scalableDimension === scalableDimension,
  );
}

export function targetArn({ resourceId, scalableDimension }: ScalableTarget): string {
  const id = createHash('sha256').update(`${resourceId}|${scalableDimension}`).digest('hex').slice(0, 32);
  return localArn('application-autoscaling', `scalable-target/${id}`);
}
