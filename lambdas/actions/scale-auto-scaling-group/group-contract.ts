import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

/** Never more instances than this: what they all use (database connections, quota) ends somewhere. */
export const mostInstances = 50;

export const groupParamsSchema = z.object({
  group: nameParam,
  /** How many times the instances that are wanted before. */
  factor: z.number().check(z.gt(1), z.lte(3)),
  mostInstances: z.int().check(z.gte(2), z.lte(mostInstances)),
});

export type GroupParams = z.infer<typeof groupParamsSchema>;

export interface GroupSize {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

export type GroupPreState = { readonly before: GroupSize; readonly after: GroupSize };

/** Whether the bounds are the same. Between them the group's own scaling may move it, which is nobody's change. */
export function sameSizeBounds(a: GroupSize, b: GroupSize): boolean {
  return a.min === b.min && a.max === b.max;
}

/** The size for so many instances: the minimum holds them, so that the group's own scaling does not take them away at once. */
export function sizeFor({ max }: GroupSize, instances: number): GroupSize {
  return { min: instances, max: Math.max(max, instances), desired: instances };
}

/** `4 instances (2–6)` */
export function describeSize({ min, max, desired }: GroupSize): string {
  return `${desired} instances (${min}–${max})`;
}
