import { keyWithoutLocation } from '../../locations/located-key.ts';
import type { NamedResource, ResourceName } from '../../policy/schemas/resource-schema.ts';

/** Those that a target of a runbook step can mean: one that it writes out is found wherever it is. */
export function resourcesMeant<Each extends NamedResource>(
  resources: readonly Each[],
  target: ResourceName | NamedResource,
): readonly Each[] {
  return resources.filter(({ kind, name, key }) =>
    'key' in target ? keyWithoutLocation(key) === target.key : kind === target.kind && name === target.name,
  );
}
