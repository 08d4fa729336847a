import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { tokenPermissions } from '../http/token-permissions.ts';
import { queryPermissions } from '../insights/query-permissions.ts';

/** What measure-blast-radius may do: query logs whose fields are counted, and read metrics where those are. */
export function blastRadiusPermissions(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const readsMetrics = sourcesOf(services).some(({ cloudwatch }) => cloudwatch !== undefined);
  return [
    ...queryPermissions(countedLogs(services).flatMap(({ cloudwatch }) => cloudwatch?.logGroup ?? [])),
    ...(readsMetrics ? [{ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }] : []),
  ];
}

/** The tokens for the servers of Loki and Prometheus that it asks. */
export function blastRadiusTokens(services: readonly ServicePolicy[]): readonly IamStatement[] {
  return tokenPermissions([
    ...countedLogs(services).flatMap(({ loki }) => loki?.tokenSecret ?? []),
    ...sourcesOf(services).flatMap(({ prometheus }) => prometheus?.tokenSecret ?? []),
  ]);
}

function sourcesOf(services: readonly ServicePolicy[]) {
  return services.flatMap((service) => Object.values(service.blastRadius));
}

/** Of services that have a field of theirs counted. */
function countedLogs(services: readonly ServicePolicy[]): ServicePolicy['logs'] {
  return services
    .filter((service) => sourcesOf([service]).some(({ logField }) => logField !== undefined))
    .flatMap((service) => service.logs);
}
