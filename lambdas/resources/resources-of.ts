import type { ServicePolicy } from '../domain/policy/schemas/services-schema.ts';
import type { Resource, ResourceId } from '../domain/records/resource.ts';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';

/** The resources of one kind that these services have, each once. */
export function resourcesOf<Id extends ResourceId>(
  services: readonly Pick<ServicePolicy, 'resources'>[],
  of: Pick<ResourceKind<Id>, 'kind' | 'schema'>,
): readonly Resource<Id>[] {
  const isOfKind = (resource: Resource): resource is Resource<Id> => resource.kind === of.kind;
  const all: readonly Resource[] = services.flatMap(({ resources }) => resources);
  return [...new Map(all.filter(isOfKind).map((resource) => [resource.key, resource])).values()];
}
