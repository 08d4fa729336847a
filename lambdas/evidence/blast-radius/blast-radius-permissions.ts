import type { ServicePolicy } from '../../domain/policy/services-schema.ts';
import type { IamStatement } from '../../ports/action.ts';
import { tokenPermissions } from '../http/token-permissions.ts';
import { queryPermissions } from '../insights/query-permissions.ts';

/** What measure-blast-radius may do: the same where fields of logs are counted, and read metrics where those are. */
export function blastRadiusPermissions(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const sources = services.flatMap((service) => Object.values(service.blastRadius));
  const counted = services.filter(({ blastRadius }) =>
    Object.values(blastRadius).some(({ logField }) => logField !== undefined),
  );
  const logs = counted.flatMap((service) => service.logs);
  const tokens = [
    ...logs.flatMap(({ loki }) => loki?.tokenSecret ?? []),
    ...sources.flatMap(({ prometheus }) => prometheus?.tokenSecret ?? []),
  ];
  const readsMetrics = sources.some(({ cloudwatch }) => cloudwatch !== undefined);
  return [
    ...queryPermissions(logs.flatMap(({ cloudwatch }) => cloudwatch?.logGroup ?? [])),
    ...tokenPermissions(tokens),
    ...(readsMetrics ? [{ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }] : []),
  ];
}
