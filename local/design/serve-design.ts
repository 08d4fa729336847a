import { htmlResponse, toProxyResult } from '../../lambdas/http/http-response.ts';
import type { LocalRequest, LocalResponse } from '../cloud/http/loopback-server.ts';
import { designPage } from './design-page.ts';

/** The page of components, for whoever works on the pages. Null for requests that are not for it. */
export function serveDesign({ method, path }: LocalRequest): LocalResponse | null {
  if (path !== '/design' || method !== 'GET') return null;
  const { html, inline } = designPage();
  const { statusCode, headers, body } = toProxyResult(htmlResponse(200, html, inline));
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)])),
    body,
  };
}
