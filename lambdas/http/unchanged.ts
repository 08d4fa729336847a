import { lazyCrypto } from '../adapters/builtins/lazy-builtins.ts';
import type { HttpRequest } from './http-request.ts';
import type { HttpResponse } from './http-response.ts';

/** Names this very text: whoever has it need not be sent it again. */
export function tagOf(text: string): string {
  return `"${lazyCrypto().createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 22)}"`;
}

type Serve<Deps> = (deps: Deps, request: HttpRequest) => Promise<HttpResponse>;

/** A page that its reader has already is not sent again: 304. https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match */
export function unlessKnown<Deps>(serve: Serve<Deps>): Serve<Deps> {
  return async (deps, request) => {
    const response = await serve(deps, request);
    if (response.status !== 200) return response;
    const tag = tagOf(response.body);
    const known = (request.headers['if-none-match'] ?? []).flatMap((value) => value.split(','));
    // What stands between may have made it a weak one.
    const isKnown = known.some((each) => each.trim().replace(/^W\//, '') === tag);
    return isKnown
      ? { status: 304, headers: { ETag: tag }, body: '' }
      : { ...response, headers: { ...response.headers, ETag: tag } };
  };
}
