import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { EcsServiceId } from '../../resources/ecs-service.ts';
import { readService, writeCapacity } from './ecs-capacity.ts';
import { type Capacity, sameCapacity } from './scaling-contract.ts';

export type CapacityMove =
  | { readonly outcome: 'moved' }
  /** It is not as it was expected to be: nothing was touched. Null: it is gone. */
  | { readonly outcome: 'changed'; readonly found: Capacity | null }
  | { readonly outcome: 'unknown'; readonly reason: string };

const attempts = 2;

/**
 * Moves a service from one capacity to another. Neither API takes a condition, so it looks before each write and after
 * the last, under the lease of the service: a lost answer or a second run finds what is there instead of doing it again.
 */
export async function moveCapacity(
  aws: AwsClients,
  id: EcsServiceId,
  from: Capacity,
  to: Capacity,
): Promise<CapacityMove> {
  let reason = 'AWS refused the change although nobody else made one';
  for (let attempt = 1; attempt <= attempts + 1; attempt += 1) {
    try {
      const found = (await readService(aws, id))?.capacity ?? null;
      if (found !== null && sameCapacity(found, to)) return { outcome: 'moved' };
      if (found === null || !sameCapacity(found, from)) return { outcome: 'changed', found };
      if (attempt > attempts) break;
      if ((await writeCapacity(aws, id, to)) === 'written') return { outcome: 'moved' };
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      reason = error.message;
    }
  }
  return { outcome: 'unknown', reason };
}
