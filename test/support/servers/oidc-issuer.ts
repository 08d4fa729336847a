import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider, { type Context } from 'oidc-provider';
import { listen, loopbackOf, stop } from '../../../local/cloud/http/loopback-server.ts';

/** A whole issuer of OpenID Connect on the loopback. Its page asks nobody for a password: it takes the subject that is clicked. */
export async function startOidcIssuer(
  redirectUri: string,
  subjects: readonly string[],
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  let serve: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  const server = createServer((request, response) => serve(request, response));
  await listen(server, 0);
  const url = loopbackOf(server);
  const provider = new Provider(url, {
    clients: [
      {
        client_id: 'firebreak',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'none',
      },
    ],
    cookies: { keys: ['of a test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: Context, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    findAccount: (_: Context, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
    async loadExistingGrant({ oidc }: Context) {
      const { client, session } = oidc;
      const grant = new oidc.provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  serve = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    if (!pathname.startsWith('/interaction/')) return answer(request, response);
    const accountId = searchParams.get('as');
    if (accountId !== null) {
      void provider.interactionFinished(request, response, { login: { accountId } });
      return;
    }
    const links = subjects.map((each) => `<li><a href="?as=${each}">${each}</a></li>`).join('');
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Who are you?</h1><ul>${links}</ul>`);
  };
  return { url, stop: () => stop(server) };
}
