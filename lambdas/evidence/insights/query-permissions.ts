import type { IamStatement } from '../../ports/plug-ins/action.ts';

/** What queries of these log groups need; none when there are none. */
export function queryPermissions(logGroups: readonly string[]): readonly IamStatement[] {
  if (logGroups.length === 0) return [];
  return [
    { actions: ['logs:StartQuery'], resources: unique(logGroups.map(logGroupArn)) },
    // A query of one's own is named by its id; IAM knows no resource for it.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
    { actions: ['logs:GetQueryResults', 'logs:StopQuery'], resources: ['*'] },
  ];
}

/** With `:*`, as IAM wants it for everything but tags. */
function logGroupArn(logGroup: string): string {
  if (logGroup.startsWith('arn:')) return logGroup.endsWith(':*') ? logGroup : `${logGroup}:*`;
  return `arn:{partition}:logs:{region}:{account}:log-group:${logGroup}:*`;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
