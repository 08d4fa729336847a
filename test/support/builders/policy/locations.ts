import { keyAt } from '../../../../lambdas/domain/locations/located-key.ts';
import type { NamedResource } from '../../../../lambdas/domain/policy/schemas/resource-schema.ts';
import type { Location } from '../../../../lambdas/domain/records/resource.ts';
import type { ResourceKind } from '../../../../lambdas/ports/plug-ins/resource-kind.ts';
import { aResource } from '../resources.ts';

/** Another account. */
export const payments = {
  id: 'payments',
  account: '444455556666',
  region: 'eu-central-1',
  externalId: '6f1c2a1e-external',
} as const satisfies Location;

/** Another Region of Firebreak's own account. */
export const frankfurt = { id: 'frankfurt', region: 'eu-central-1' } as const satisfies Location;

export function located<Id extends Readonly<Record<string, string>>>(
  kind: ResourceKind<Id>,
  id: Id,
  location: Location,
): NamedResource {
  const resource = aResource(kind, id);
  return { ...resource, key: keyAt(resource.key, location), location };
}
