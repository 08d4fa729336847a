import type { ServicePolicy } from '../domain/policy/services-schema.ts';
import type { IamStatement } from '../ports/action.ts';

/** What read-logs may do: query exactly the log groups that policy names, and read the tokens for its Loki servers. */
export function logsPermissions(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const logs = services.flatMap((service) => service.logs);
  return [
    ...queryPermissions(logs.flatMap(({ cloudwatch }) => cloudwatch?.logGroup ?? [])),
    ...secretPermissions(logs.flatMap(({ loki }) => loki?.tokenSecret ?? [])),
  ];
}

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
    ...secretPermissions(tokens),
    ...(readsMetrics ? [{ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }] : []),
  ];
}

function queryPermissions(logGroups: readonly string[]): readonly IamStatement[] {
  if (logGroups.length === 0) return [];
  return [
    { actions: ['logs:StartQuery'], resources: unique(logGroups.map(logGroupArn)) },
    // A query of one's own is named by its id; IAM knows no resource for it.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
    { actions: ['logs:GetQueryResults', 'logs:StopQuery'], resources: ['*'] },
  ];
}

function secretPermissions(names: readonly string[]): readonly IamStatement[] {
  if (names.length === 0) return [];
  return [{ actions: ['secretsmanager:GetSecretValue'], resources: unique(names.map(secretArn)) }];
}

/** With `:*`, as IAM wants it for everything but tags. */
function logGroupArn(logGroup: string): string {
  if (logGroup.startsWith('arn:')) return logGroup.endsWith(':*') ? logGroup : `${logGroup}:*`;
  return `arn:{partition}:logs:{region}:{account}:log-group:${logGroup}:*`;
}

/** Secrets Manager adds six characters of its own to the name. */
function secretArn(name: string): string {
  return name.startsWith('arn:')
    ? name
    : `arn:{partition}:secretsmanager:{region}:{account}:secret:${name}-??????`;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
