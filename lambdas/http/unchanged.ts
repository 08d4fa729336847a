import { lazyCrypto } from '../adapters/builtins/lazy-builtins.ts';
import type { HttpRequest } from './http-request.ts';
import type { HttpResponse } from './http-response.ts';

/** Names this very text: whoever has it need not be sent it again. */
export function tagOf(text: string): string {
  return `"${lazyCrypto().createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 22)}"`;
}

/** A page that its reader has already is not sent again: 304. https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match */
export function unlessKnown({ method, headers }: HttpRequest, response: HttpResponse): HttpResponse {
  const isPage =
    response.status === 200 && response.headers['Content-Type']?.startsWith('text/html') === true;
  if (!isPage || method === 'POST') return response;
  const tag = tagOf(response.body);
  const known = (headers['if-none-match'] ?? [])
    .flatMap((value) => value.split(','))
    .map((each) => each.trim());
  // What stands between may have made it a weak one.
  const isKnown = known.some((each) => each.replace(/^W\//, '') === tag);
  return isKnown
    ? { ...response, status: 304, headers: { ETag: tag }, body: '' }
    : { ...response, headers: { ...response.headers, ETag: tag } };
}
