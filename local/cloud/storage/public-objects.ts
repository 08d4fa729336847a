import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { statusPages } from '../../../lambdas/status-pages/index.ts';

/** Pages in buckets of the user's, which on this computer are made for them. */
export function publicObjects({ publicStatus }: CompiledPolicy['people']) {
  return (publicStatus?.pages ?? []).flatMap(
    (place) => statusPages.find(({ name }) => name === place.page)?.objectIn(place) ?? [],
  );
}
