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

/** A change of a capacity that bounds made. */
export interface ScalingActivity {
  readonly serviceNamespace: string;
  readonly resourceId: string;
  readonly scalableDimension: string;
  readonly at: string;
  readonly doneAt: string;
  readonly capacity: number;
  readonly cause: string;
}

export interface ScalingState {
  readonly targets: ScalableTarget[];
  /** Oldest first. Left out: there was none yet. */
  activities?: ScalingActivity[];
}

export const notSuspended: SuspendedState = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};

export function seedScaling({ ecsServices, tables }: Scenario, startedAtMs: number): ScalingState {
  const target = (
    serviceNamespace: string,
    resourceId: string,
    scalableDimension: string,
    minutesAgo: number,
    scaling: Pick<ScalableTarget, 'minCapacity' | 'maxCapacity'>,
  ): ScalableTarget => ({
    serviceNamespace,
    resourceId,
    scalableDimension,
    createdAt: new Date(startedAtMs - minutesAgo * 60_000).toISOString(),
    ...scaling,
    suspended: { ...notSuspended },
  });
  const services = ecsServices.flatMap(({ name, cluster, minutesAgo, scaling }) =>
    scaling === undefined
      ? []
      : [target('ecs', `service/${cluster}/${name}`, 'ecs:service:DesiredCount', minutesAgo, scaling)],
  );
  const reads = tables.flatMap(({ name, minutesAgo, readScaling }) =>
    readScaling === undefined
      ? []
      : [target('dynamodb', `table/${name}`, 'dynamodb:table:ReadCapacityUnits', minutesAgo, readScaling)],
  );
  return { targets: [...services, ...reads] };
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
