import * as z from 'zod/mini';
import type { Bounds, ScalableTargetName } from '../../resources/aws/scalable-targets.ts';
import { dimensionForm, namedDimensions } from '../../resources/scalable-dimensions.ts';
import type { ScalableTargetId } from '../../resources/scalable-target.ts';

export const targetParamsSchema = z.object({
  resourceId: z.string().check(z.regex(/^[^\p{C}\s]{1,512}$/u, 'must be a resource id')),
  dimension: z.enum(namedDimensions),
  /** How many times its maximum. */
  factor: z.number().check(z.gt(1), z.lte(3)),
});

export type TargetParams = z.infer<typeof targetParamsSchema>;

export type TargetPreState = { readonly before: Bounds; readonly after: Bounds };

/**
 * Bounds that give room at once and in the next minutes: it runs at least what it was allowed to run, and may grow on from there.
 * What runs now is not read: each service tells that in another way, and the old maximum is what its owner agreed to.
 */
export function raisedBounds({ maxCapacity }: Bounds, factor: number): Bounds {
  return { minCapacity: maxCapacity, maxCapacity: Math.ceil(maxCapacity * factor) };
}

export function sameBounds(a: Bounds, b: Bounds): boolean {
  return a.minCapacity === b.minCapacity && a.maxCapacity === b.maxCapacity;
}

/** `50 to 100` */
export function describeBounds({ minCapacity, maxCapacity }: Bounds): string {
  return `${minCapacity} to ${maxCapacity}`;
}

export function targetName({ resourceId, dimension }: ScalableTargetId): ScalableTargetName {
  return { namespace: dimensionForm(dimension).namespace, resourceId, dimension };
}
