import type { Session } from '../domain/sign-in/session.ts';
import type { BrowserSessions } from '../runtime/build/build-sessions.ts';
import { cookieOf } from './cookies.ts';
import type { HttpRequest } from './http-request.ts';

/**
 * The session that came with a request, or null: without one, with one that does not count any more, and from a page of another origin,
 * however near its host is.
 */
export async function sessionOf(
  browserSessions: BrowserSessions | null,
  request: HttpRequest,
  now: Date,
): Promise<Session | null> {
  if (browserSessions === null || !isOwnPage(browserSessions, request)) return null;
  const sealed = cookieOf(request, browserSessions.cookie);
  return sealed === null ? null : await browserSessions.sessions.open(sealed, now);
}

/** Browsers send the origin with every POST, and since 2023 the site with every request; a GET only reads, and is not shown to other sites. */
export function isOwnPage(
  { origin }: Pick<BrowserSessions, 'origin'>,
  { method, headers }: HttpRequest,
): boolean {
  const origins = headers['origin'] ?? [];
  const sites = headers['sec-fetch-site'] ?? [];
  if (!sites.every((site) => site === 'same-origin')) return false;
  return origins.length === 0 ? method === 'GET' : origins.every((each) => each === origin);
}
