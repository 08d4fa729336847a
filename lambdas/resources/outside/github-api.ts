import { unavailableFor } from '../../domain/unavailable-for.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../ports/http-client.ts';
import { refusal } from './published-answer.ts';

/** A repository of github.com, of its enterprise cloud, or of a server of one's own. */
export interface GithubPlace {
  readonly host?: string | undefined;
  /** `owner/name` */
  readonly to: string;
}

interface GithubRequest {
  readonly method: HttpRequest['method'];
  /** Below the repository; empty: the repository itself. */
  readonly path: string;
  readonly body?: unknown;
}

export const githubRepositoryPattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/;

/** github.com and data residency have a host of their own for the API, a server of one's own has a path. */
function apiOf({ host = 'github.com' }: GithubPlace) {
  const name = host.replace(/^api\./, '');
  const isHosted = name === 'github.com' || name.endsWith('.ghe.com');
  return isHosted ? { host: `api.${name}`, base: '' } : { host, base: '/api/v3' };
}

export function githubHostOf(place: GithubPlace): string {
  return apiOf(place).host;
}

/** https://docs.github.com/en/rest */
export async function callGithub(
  http: HttpClient,
  place: GithubPlace,
  token: string,
  { method, path, body }: GithubRequest,
): Promise<HttpResponse> {
  const { host, base } = apiOf(place);
  return await http.send({
    method,
    host,
    path: `${base}/repos/${place.to}${path === '' ? '' : '/'}${path}`,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      'user-agent': 'firebreak',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** 403 with a time, or that speaks of the rate limit: asked too often, which says nothing about the permissions. `needs`: what the token must be allowed. */
export function githubFailure(
  place: GithubPlace,
  response: HttpResponse,
  { needs, page }: { readonly needs: string; readonly page: string },
): Error {
  const { retryAfterSeconds, status, body } = response;
  if (retryAfterSeconds !== undefined || /rate limit/i.test(body)) {
    return unavailableFor(
      `${githubHostOf(place)} is asked too often: HTTP ${status}`,
      retryAfterSeconds ?? null,
    );
  }
  const next =
    status === 401
      ? `Its token has expired or is wrong: ${page}`
      : `The token must be allowed to ${needs}: ${page}`;
  return refusal(`GitHub refused ${place.to}`, response, next);
}
