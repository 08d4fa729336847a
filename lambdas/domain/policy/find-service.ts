import type { CompiledPolicy, ServicePolicy } from './policy.ts';

/**
 * What policy says of an incident's service; null when it does not know it in that environment. So an alert about
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
