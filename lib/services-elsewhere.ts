import type { CompiledPolicy } from '../lambdas/domain/policy/policy.ts';

/**
 * A sentence for each service that policy places in another Region than `region`: metrics, changes and actions are those
 * of the Region that Firebreak runs in, so nothing of such a service would be found. None while the Region is not known.
 */
export function servicesElsewhere(
  { services }: Pick<CompiledPolicy, 'services'>,
  region: string | undefined,
): readonly string[] {
  if (!region) return [];
  return services
    .filter((service) => service.location === undefined && service.region !== region)
    .map(
      (service) =>
        `services.yaml places ${service.id} in ${service.region}, but this is a deployment to ${region}: Firebreak would find none of its metrics, changes and targets. Give it a location.`,
    );
}
