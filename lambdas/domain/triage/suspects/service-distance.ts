import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';

/** Further away than this nobody follows a cause. */
const mostHops = 2;

/** How many `dependsOn` lie between a service and those that it needs, by id: 0 for itself, 2 at most. */
export type ServiceDistances = ReadonlyMap<string, number>;

/** Only services of its own environment count. A service that policy does not know has only itself. */
export function serviceDistances(
  services: readonly Pick<ServicePolicy, 'id' | 'environment' | 'dependsOn'>[],
  service: { readonly id: string; readonly environment: string },
): ServiceDistances {
  const distances = new Map([[service.id, 0]]);
  let border = [service.id];
  for (let hops = 1; hops <= mostHops; hops += 1) {
    const next = services
      .filter(({ id, environment }) => environment === service.environment && border.includes(id))
      .flatMap(({ dependsOn }) => dependsOn)
      .filter((id) => !distances.has(id));
    for (const id of next) distances.set(id, hops);
    border = next;
  }
  return distances;
}
