import * as z from 'zod/mini';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { ecsScalableTarget } from '../../resources/aws/ecs-capacity.ts';
import { readEcsService, updateEcsService, whyNotDeployable } from '../../resources/aws/ecs-services.ts';
import { readScalableTarget, type Suspension, writeBounds } from '../../resources/aws/scalable-targets.ts';
import type { EcsServiceId } from '../../resources/ecs-service.ts';
import type { Setting } from '../setting/move-setting.ts';

/** How many tasks a consumer is to run, and what scales it; null: nothing does. */
export type ConsumerTasks = {
  readonly desiredCount: number;
  readonly scaling: {
    readonly minCapacity: number;
    readonly maxCapacity: number;
    readonly suspended: Suspension;
  } | null;
};

export const pausedPostState = z.object({ paused: z.literal(true) });

/** Its tasks, how many of them run, and why that is not to be changed now, for people. Null when there is no such service. */
export async function readConsumer(aws: AwsClients, id: EcsServiceId) {
  const service = await readEcsService(aws, id);
  if (service === null) return null;
  const target = await readScalableTarget(aws, ecsScalableTarget(id));
  const { desiredCount = 0, runningCount = 0, pendingCount = 0, schedulingStrategy } = service;
  const tasks: ConsumerTasks = {
    desiredCount,
    scaling: target === null ? null : { ...target.bounds, suspended: target.suspended },
  };
  const isDaemon = schedulingStrategy === 'DAEMON';
  const refusal = isDaemon ? 'it runs one task on each instance' : whyNotDeployable(service);
  return { tasks, running: runningCount + pendingCount, refusal };
}

/** No task, and nothing that would start one. The upper bound stays: nobody has to guess it later. */
export function pausedFrom({ scaling }: ConsumerTasks): ConsumerTasks {
  const suspended = { scalingIn: true, scalingOut: true, scheduled: true };
  return { desiredCount: 0, scaling: scaling && { ...scaling, minCapacity: 0, suspended } };
}

/** Paused by the first of its two calls only, or let go again by the first only: both have their tasks, and no scaling. */
export function halfwayFrom(before: ConsumerTasks): ConsumerTasks {
  return { ...pausedFrom(before), desiredCount: before.desiredCount };
}

/**
 * The scaling is held before the tasks end, and let go once they are wanted again: in between nothing moves their number.
 * A call that would change nothing is not made.
 */
export function consumerTasks(aws: AwsClients, id: EcsServiceId): Setting<ConsumerTasks> {
  let found: ConsumerTasks | null = null;
  const writeCount = async (to: ConsumerTasks) =>
    found?.desiredCount === to.desiredCount
      ? ('written' as const)
      : await updateEcsService(aws, id, { desiredCount: to.desiredCount });
  const writeScaling = async ({ scaling }: ConsumerTasks) =>
    scaling === null || sameScaling(found?.scaling ?? null, scaling)
      ? ('written' as const)
      : await writeBounds(aws, ecsScalableTarget(id), scaling, scaling.suspended);
  return {
    async read() {
      found = (await readConsumer(aws, id))?.tasks ?? null;
      return found;
    },
    async write(to) {
      if (to.desiredCount === 0) {
        const held = await writeScaling(to);
        return held === 'written' ? await writeCount(to) : held;
      }
      const counted = await writeCount(to);
      if (counted !== 'written') return counted;
      const released = await writeScaling(to);
      // The tasks are there by now: it would be wrong to say that nothing was changed.
      if (typeof released === 'object') throw new DependencyUnavailableError(released.refused);
      return released;
    },
    same: (a, b) => a.desiredCount === b.desiredCount && sameScaling(a.scaling, b.scaling),
  };
}

export function describeTasks({ desiredCount, scaling }: ConsumerTasks): string {
  const isHeld = scaling?.suspended.scalingOut === true;
  const bounds = scaling === null ? '' : `, scaled between ${scaling.minCapacity} and ${scaling.maxCapacity}`;
  return `which is to run ${desiredCount} tasks${bounds}${isHeld ? ' and held' : ''}`;
}

function sameScaling(a: ConsumerTasks['scaling'], b: ConsumerTasks['scaling']): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.minCapacity === b.minCapacity &&
    a.maxCapacity === b.maxCapacity &&
    a.suspended.scalingIn === b.suspended.scalingIn &&
    a.suspended.scalingOut === b.suspended.scalingOut &&
    a.suspended.scheduled === b.suspended.scheduled
  );
}
