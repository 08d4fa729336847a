import { createHttpClient } from '../../../../lambdas/adapters/http/create-http-client.ts';
import {
  type SendHttp,
  sendOverInternet,
  sendToLoopback,
} from '../../../../lambdas/adapters/http/send-https.ts';
import { readIssuerMetadata } from '../../../../lambdas/adapters/oidc/issuer-metadata.ts';
import { createIssuerRequests } from '../../../../lambdas/adapters/oidc/issuer-requests.ts';
import { ConfigurationError } from '../../../../lambdas/domain/errors.ts';
import type { CompiledPolicy } from '../../../../lambdas/domain/policy/policy.ts';
import { type Check, type Finding, ok, problem } from '../finding.ts';

const help = 'docs/sign-in.md';

/** Whether people could sign in, asked of the issuer itself: told before the incident, and not in it. */
export const signIn: Check = {
  name: 'sign-in',
  needs: 'cloudformation:DescribeStacks, and a way to the issuer',
  isLocalToo: true,
  async find({ installation, policy: { people } }) {
    const { signIn: settings } = people;
    if (settings === undefined) return [ok('nobody signs in: people.yaml names no issuer')];
    const { issuer } = settings;
    const send = issuer.startsWith('http:') ? sendToLoopback(new URL(issuer).origin) : sendOverInternet();
    const requests = createIssuerRequests(createHttpClient({ send }), issuer);
    try {
      const metadata = await readIssuerMetadata(requests, issuer);
      const signed = metadata.id_token_signing_alg_values_supported ?? ['RS256'];
      const claims = metadata.claims_supported;
      const found = [
        ...withoutSubject(people),
        ...(signed.some((each) => settings.algorithms.some((allowed) => allowed === each))
          ? []
          : [problem(`${issuer} signs with ${signed.join(', ')}, and policy allows none of these`, help)]),
        ...(claims === undefined || claims.includes('auth_time')
          ? []
          : [problem(`${issuer} does not list auth_time: what cannot be undone may not be approved`, help)]),
        ...(await redirectProblems(send, requests.checked(metadata.authorization_endpoint), {
          clientId: settings.clientId,
          redirectUri: `${await installation.api()}/v1/sign-in/callback`,
        })),
      ];
      return found.length > 0 ? found : [ok(`${issuer} answers, and knows the way back`)];
    } catch (error) {
      if (error instanceof ConfigurationError) return [problem(error.message, help)];
      throw error;
    }
  },
};

function withoutSubject({ people, approvals }: CompiledPolicy['people']): readonly Omit<Finding, 'check'>[] {
  const { approvers, securityApprovers = [] } = approvals;
  const named = new Set([...approvers, ...securityApprovers]);
  const without = people.filter(({ id, oidc }) => named.has(id) && oidc === undefined).map(({ id }) => id);
  return without.length === 0
    ? []
    : [
        problem(
          `${without.join(', ')} cannot approve what takes a sign-in: no oidc.subject`,
          `${help}#subjects`,
        ),
      ];
}

/** Asks for a sign-in without a person: an issuer that knows client and address sends the browser back with "login_required". */
async function redirectProblems(
  send: SendHttp,
  url: URL,
  { clientId, redirectUri }: { readonly clientId: string; readonly redirectUri: string },
): Promise<readonly Omit<Finding, 'check'>[]> {
  const asked = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid',
    state: 'doctor',
    nonce: 'doctor',
    // Of no verifier: nobody could redeem a code.
    code_challenge: 'A'.repeat(43),
    code_challenge_method: 'S256',
    prompt: 'none',
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  const request = { method: 'GET', host: url.host, path: `${url.pathname}${url.search}` } as const;
  const answer = await send(request, AbortSignal.timeout(8000)).catch(() => null);
  answer?.cancel();
  const location = String(answer?.headers['location'] ?? '');
  if (location === redirectUri || location.startsWith(`${redirectUri}?`)) return [];
  if (answer !== null && answer.status >= 400 && answer.status < 500) {
    return [
      problem(
        `the issuer answers HTTP ${answer.status} to client ${clientId} and ${redirectUri}`,
        'Register exactly this redirect URI for this client.',
      ),
    ];
  }
  return [
    {
      state: 'unknown',
      found: `whether ${redirectUri} is registered at the issuer cannot be seen from here`,
      next: 'Open the page /me, and sign in once.',
    },
  ];
}
