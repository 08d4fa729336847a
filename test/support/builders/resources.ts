import type { NamedResource } from '../../../lambdas/domain/policy/schemas/resource-schema.ts';
import type { ResourceId } from '../../../lambdas/domain/records/resource.ts';
import type { ResourceKind } from '../../../lambdas/ports/plug-ins/resource-kind.ts';
import { appConfigFlag } from '../../../lambdas/resources/appconfig-flag.ts';
import { lambdaAlias } from '../../../lambdas/resources/lambda-alias.ts';

/** A resource as a compiled policy has it. */
export function aResource<Id extends ResourceId>(
  kind: ResourceKind<Id>,
  id: Id,
  name: string = kind.name(id),
): NamedResource & { readonly id: Id } {
  return { kind: kind.kind, name, key: kind.key(id), id };
}

export const checkoutAlias = aResource(lambdaAlias, { functionName: 'checkout', alias: 'live' });
export const newPricingFlag = aResource(appConfigFlag, {
  application: 'chkout1',
  environment: 'prod1',
  profile: 'flags',
  flag: 'new-pricing',
});
