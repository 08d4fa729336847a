import type { HttpRequest } from '../../ports/http-client.ts';
import type { FlagState } from './flag-server.ts';

/** What a flag is asked for by. */
export interface UnleashFlagName {
  /** Host and path. */
  readonly server: string;
  readonly project: string;
  readonly environment: string;
  readonly flag: string;
}

/** A hosted server has a path of its own before the API's; `base` is encoded, and empty or begins with a slash. */
export function unleashPlace(server: string): { readonly host: string; readonly base: string } {
  const [host = '', ...path] = server.split('/');
  return { host, base: path.map((each) => `/${encodeURIComponent(each)}`).join('') };
}

/** https://docs.getunleash.io/api/get-feature-environment */
export function unleashFlagRequest(id: UnleashFlagName, token: string): HttpRequest {
  const { host, path } = environmentOf(id);
  return { method: 'GET', host, path, headers: { authorization: token } };
}

/** https://docs.getunleash.io/api/toggle-feature-environment-off */
export function unleashToggle(id: UnleashFlagName, to: FlagState, token: string): HttpRequest {
  const { host, path } = environmentOf(id);
  return { method: 'POST', host, path: `${path}/${to}`, headers: { authorization: token } };
}

/** Newest first, of all environments. https://docs.getunleash.io/api/search-events */
export function unleashEventsRequest(
  { server, project, flag }: UnleashFlagName,
  from: string | null,
  token: string,
): HttpRequest {
  const { host, base } = unleashPlace(server);
  const query = new URLSearchParams({ feature: `IS:${flag}`, project: `IS:${project}`, limit: '100' });
  // Whole days are all that it takes.
  if (from !== null) query.set('from', `IS:${from.slice(0, 10)}`);
  return {
    method: 'GET',
    host,
    path: `${base}/api/admin/search/events?${query.toString()}`,
    headers: { authorization: token },
  };
}

function environmentOf({ server, project, environment, flag }: UnleashFlagName) {
  const { host, base } = unleashPlace(server);
  const [of, at, key] = [project, flag, environment].map(encodeURIComponent);
  return { host, path: `${base}/api/admin/projects/${of}/features/${at}/environments/${key}` };
}
