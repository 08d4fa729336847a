import type { ServicePolicy } from '../domain/policy/services-schema.ts';
import type { Resource, ResourceId } from '../domain/records/resource.ts';
import { type ResourceKind, resourceOf } from '../ports/resource-kind.ts';

/** The resources of one kind that these services have, each once. */
export function resourcesOf<Id extends ResourceId>(
  services: readonly Pick<ServicePolicy, 'deployments' | 'flags'>[],
  of: ResourceKind<Id>,
): readonly Resource<Id>[] {
  const entries = services.flatMap(({ deployments, flags }): unknown[] => [
    ...deployments.flatMap(({ lambdaAlias }) => (of.kind === 'lambda-alias' ? (lambdaAlias ?? []) : [])),
    ...flags.flatMap(({ appConfig }) => (of.kind === 'appconfig-flag' ? [appConfig] : [])),
  ]);
  const found = entries.map((entry) => resourceOf(of, of.schema.parse(entry)));
  return [...new Map(found.map((resource) => [resource.key, resource])).values()];
}
