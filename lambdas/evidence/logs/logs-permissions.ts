import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { tokenPermissions } from '../http/token-permissions.ts';
import { queryPermissions } from '../insights/query-permissions.ts';

/** What read-logs may do: query exactly the log groups that policy names. */
export function logsPermissions(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const logs = services.flatMap((service) => service.logs);
  return queryPermissions(logs.flatMap(({ cloudwatch }) => cloudwatch?.logGroup ?? []));
}

/** The tokens for its Loki servers. */
export function logsTokens(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const logs = services.flatMap((service) => service.logs);
  return tokenPermissions(logs.flatMap(({ loki }) => loki?.tokenSecret ?? []));
}
