import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { HttpClient, HttpRequest } from '../../../lambdas/ports/http-client.ts';
import { testIssuer } from '../builders/policy/sign-in-policy.ts';

type Json = Readonly<Record<string, unknown>>;

/** An issuer in this process that can be made to lie: each part of what it answers may be replaced. */
export async function madeUpIssuer() {
  const asked: HttpRequest[] = [];
  const keyOf = async (kid: string, alg = 'RS256') => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    return {
      kid,
      alg,
      privateKey,
      publicKey,
      jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    };
  };
  const first = await keyOf('key-1');
  const state = {
    keys: [first],
    idToken: '',
    metadata: {} as Json,
    token: null as { readonly status: number; readonly body: Json } | null,
    isAway: false,
  };
  const metadata = {
    issuer: testIssuer,
    authorization_endpoint: `${testIssuer}/authorize`,
    token_endpoint: `${testIssuer}/token`,
    jwks_uri: `${testIssuer}/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    authorization_response_iss_parameter_supported: true,
  };
  const http: HttpClient = {
    async send(request) {
      asked.push(request);
      const answer = (body: unknown, status = 200) => ({ status, body: JSON.stringify(body) });
      switch (request.path) {
        case '/.well-known/openid-configuration':
          return answer({ ...metadata, ...state.metadata });
        case '/keys':
          return answer({ keys: state.keys.map(({ jwk }) => jwk) });
        case '/token':
          return state.token === null
            ? answer({ id_token: state.idToken, access_token: 'unused', token_type: 'Bearer' })
            : answer(state.token.body, state.token.status);
        default:
          return answer({}, 404);
      }
    },
  };
  return {
    state,
    http,
    asked,
    keyOf,
    first,
    askedFor: (path: string) => asked.filter((request) => request.path === path).length,
    /** Signs claims; those that are left out are as they should be at `now`. */
    async sign(
      now: Date,
      claims: Json,
      header: Json = {},
      key: Parameters<SignJWT['sign']>[0] = state.keys[0]?.privateKey ?? first.privateKey,
    ): Promise<string> {
      const seconds = Math.floor(now.getTime() / 1000);
      const payload = {
        iss: testIssuer,
        aud: 'firebreak',
        sub: 'sub-ana',
        nonce: 'nonce-1',
        iat: seconds,
        exp: seconds + 300,
        auth_time: seconds - 5,
        ...claims,
      };
      return await new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', kid: state.keys[0]?.kid ?? 'key-1', ...header })
        .sign(key);
    },
  };
}

export type MadeUpIssuer = Awaited<ReturnType<typeof madeUpIssuer>>;
