import type { CompiledPolicy, ServicePolicy } from './policy.ts';

/**
 * What policy says about an incident's service; null if it does not know it in that environment. So an alert about
 * staging never makes automation work on production.
 */
export function findService(
  { services }: Pick<CompiledPolicy, 'services'>,
  incident: { readonly service: string; readonly environment: string },
): ServicePolicy | null {
  return (
    services.find(({ id, environment }) => id === incident.service && environment === incident.environment) ??
    null
  );
}
