import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Context } from 'oidc-provider';
import type { PeoplePolicy } from '../../lambdas/domain/policy/policy.ts';
import { listen, loopbackOf, refuseForeign, stop } from './http/loopback-server.ts';

export interface DemoIssuerOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly clientId: string;
  readonly redirectUri: string;
  /** Whom its page offers to be. */
  readonly subjects: readonly string[];
}

/** The issuer that policy names, where that is one of this computer; nothing is started otherwise. */
export async function startIssuerOf(
  { signIn, people }: PeoplePolicy,
  apiUrl: string,
): Promise<{ stop(): Promise<void> }> {
  const url = signIn === undefined ? null : new URL(signIn.issuer);
  if (signIn === undefined || url?.hostname !== '127.0.0.1') return { stop: async () => {} };
  return await startDemoIssuer({
    port: Number(url.port),
    clientId: signIn.clientId,
    redirectUri: `${apiUrl}/v1/sign-in/callback`,
    subjects: people.flatMap(({ oidc }) => oidc?.subject ?? []),
  });
}

/** A whole issuer of OpenID Connect on this computer. Its page asks nobody for a password: it takes the subject that is clicked. */
export async function startDemoIssuer({
  port,
  clientId,
  redirectUri,
  subjects,
}: DemoIssuerOptions): Promise<{ readonly url: string; stop(): Promise<void> }> {
  // It is large, and hardly ever wanted.
  const { default: Provider } = await import('oidc-provider');
  let serve: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  const server = createServer((request, response) => serve(request, response));
  refuseForeign(server);
  await listen(server, port);
  const url = loopbackOf(server);
  const provider = new Provider(url, {
    clients: [
      {
        client_id: clientId,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'none',
      },
    ],
    cookies: { keys: ['of this computer alone'] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 60, IdToken: 300 },
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
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(choice(subjects));
  };
  return { url, stop: () => stop(server) };
}

function choice(subjects: readonly string[]): string {
  const escaped = (text: string) => text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
  const links = subjects.map(
    (each) => `<li><a href="?as=${encodeURIComponent(each)}">${escaped(each)}</a></li>`,
  );
  return `<!doctype html><html lang="en"><head><title>Issuer on this computer</title><meta name="viewport" content="width=device-width"></head>
<body><h1>Who are you?</h1><p>This stands for your issuer, and asks for no password.</p><ul>${links.join('')}</ul></body></html>`;
}
