import * as z from 'zod/mini';
import type { EcsServiceId } from '../../resources/ecs-service.ts';
import { nameParam } from '../params/name-param.ts';

/** Never more tasks than this, whatever is running: what they all use (database connections, quota) ends somewhere. */
export const mostTasks = 50;

export const scaleParamsSchema = z.object({
  cluster: nameParam,
  service: nameParam,
  /** How many times the tasks that are wanted before. */
  factor: z.number().check(z.gt(1), z.lte(3)),
  mostTasks: z.int().check(z.gte(2), z.lte(mostTasks)),
});

export type ScaleParams = z.infer<typeof scaleParamsSchema>;

/** How many tasks a service may and shall run. Bounds of Application Auto Scaling where it has some, else the number itself. */
export type Capacity =
  | { readonly kind: 'bounds'; readonly minCapacity: number; readonly maxCapacity: number }
  | { readonly kind: 'count'; readonly desiredCount: number };

export type ScalePreState = { readonly before: Capacity; readonly after: Capacity };

export function sameCapacity(a: Capacity, b: Capacity): boolean {
  if (a.kind === 'count' || b.kind === 'count') {
    return a.kind === 'count' && b.kind === 'count' && a.desiredCount === b.desiredCount;
  }
  return a.minCapacity === b.minCapacity && a.maxCapacity === b.maxCapacity;
}

/** The capacity for `tasks` of them: bounds move so that they hold so many at least. */
export function capacityFor(before: Capacity, tasks: number): Capacity {
  return before.kind === 'count'
    ? { kind: 'count', desiredCount: tasks }
    : { kind: 'bounds', minCapacity: tasks, maxCapacity: Math.max(before.maxCapacity, tasks) };
}

/** So many tasks it runs at least. */
export function leastTasks(capacity: Capacity): number {
  return capacity.kind === 'count' ? capacity.desiredCount : capacity.minCapacity;
}

/** `4 tasks`, or `4–12 tasks`. */
export function describeCapacity(capacity: Capacity): string {
  const least = leastTasks(capacity);
  const most = capacity.kind === 'count' ? least : capacity.maxCapacity;
  return least === most ? `${least} tasks` : `${least}–${most} tasks`;
}

/** As people know it: `shop/checkout`. */
export function describeService({ cluster, service }: EcsServiceId): string {
  return `${cluster}/${service}`;
}
