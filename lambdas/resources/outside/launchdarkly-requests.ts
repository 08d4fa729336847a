import type { HttpRequest } from '../../ports/http-client.ts';
import type { FlagState } from './flag-server.ts';

/** What a flag is asked for by. */
export interface LaunchDarklyFlagName {
  readonly host: string;
  readonly project: string;
  readonly environment: string;
  readonly flag: string;
}

/** https://launchdarkly.com/docs/api: one version, whatever the account's default becomes. */
const version = { 'LD-API-Version': '20240415' };

/** https://launchdarkly.com/docs/api/feature-flags/get-feature-flag */
export function launchDarklyFlagRequest(
  { host, project, environment, flag }: LaunchDarklyFlagName,
  token: string,
): HttpRequest {
  const query = new URLSearchParams({ env: environment });
  return {
    method: 'GET',
    host,
    path: `/api/v2/flags/${encodeURIComponent(project)}/${encodeURIComponent(flag)}?${query.toString()}`,
    headers: { authorization: token, ...version },
  };
}

/** A semantic patch. https://launchdarkly.com/docs/api/feature-flags/update-feature-flag */
export function launchDarklyToggle(
  { host, project, environment, flag }: LaunchDarklyFlagName,
  to: FlagState,
  comment: string,
  token: string,
): HttpRequest {
  return {
    method: 'PATCH',
    host,
    path: `/api/v2/flags/${encodeURIComponent(project)}/${encodeURIComponent(flag)}`,
    headers: {
      authorization: token,
      'content-type': 'application/json; domain-model=launchdarkly.semanticpatch',
      ...version,
    },
    body: JSON.stringify({
      environmentKey: environment,
      comment,
      instructions: [{ kind: to === 'on' ? 'turnFlagOn' : 'turnFlagOff' }],
    }),
  };
}

/** Newest first, at most 20. https://launchdarkly.com/docs/api/audit-log/get-audit-log-entries */
export function launchDarklyAuditRequest(
  { host, project, environment, flag }: LaunchDarklyFlagName,
  afterMs: number,
  token: string,
): HttpRequest {
  const spec = `proj/${project}:env/${environment}:flag/${flag}`;
  const query = new URLSearchParams({ spec, after: String(afterMs), limit: '20' });
  return {
    method: 'GET',
    host,
    path: `/api/v2/auditlog?${query.toString()}`,
    headers: { authorization: token, ...version },
  };
}
