import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { ConfigurationError, DependencyUnavailableError, SignInRefusedError } from '../../domain/errors.ts';
import type { PeoplePolicy } from '../../domain/policy/policy.ts';
import { jsonOf } from '../../domain/records/text/json-of.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { IdentityProvider } from '../../ports/identity-provider.ts';
import { keepValues } from '../aws/secrets/kept-values.ts';
import { readIdToken } from './id-token.ts';
import { type IssuerMetadata, readIssuerMetadata } from './issuer-metadata.ts';
import { createIssuerRequests } from './issuer-requests.ts';

export interface OidcOptions {
  readonly signIn: NonNullable<PeoplePolicy['signIn']>;
  readonly redirectUri: string;
  /** Null for a client without a secret. */
  readonly readClientSecret: () => Promise<string | null>;
  readonly http: HttpClient;
  readonly clock: Clock;
}

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const tokenAnswer = z.object({ id_token: z.string() });
const errorAnswer = z.object({ error: z.string() });

/** Authorization code with PKCE; discovery document and keys are kept for minutes. */
export function createOidcIdentityProvider(options: OidcOptions): IdentityProvider {
  const { signIn, redirectUri, readClientSecret, http, clock } = options;
  const { issuer, clientId, algorithms } = signIn;
  const requests = createIssuerRequests(http, issuer);
  const readMetadata = keepValues(clock, () => readIssuerMetadata(requests, issuer));
  const readKeys = keepValues(clock, async (url) => {
    const { status, body } = await requests.send(url);
    const read = keySet.safeParse(jsonOf(body));
    if (status !== 200 || !read.success) {
      throw new DependencyUnavailableError(`${url} answers HTTP ${status} without keys`);
    }
    return read.data;
  });

  async function redeem(code: string, verifier: string, metadata: IssuerMetadata): Promise<string> {
    const secret = await readClientSecret();
    const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const isBasic = secret !== null && methods.includes('client_secret_basic');
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...(isBasic ? {} : { client_id: clientId }),
      ...(isBasic || secret === null ? {} : { client_secret: secret }),
    });
    const { status, body } = await requests.send(metadata.token_endpoint, {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(isBasic ? { authorization: basic(clientId, secret) } : {}),
      },
      body: String(form),
    });
    const read = tokenAnswer.safeParse(jsonOf(body));
    if (status === 200 && read.success) return read.data.id_token;
    const refused = errorAnswer.safeParse(jsonOf(body));
    if (refused.success && refused.data.error === 'invalid_grant') {
      throw new SignInRefusedError('The issuer no longer accepts this code: it was used, or is too old');
    }
    throw new ConfigurationError(
      refused.success && /^(invalid|unauthorized)_client$/.test(refused.data.error)
        ? `${issuer} refuses the client ${clientId}: is its secret in Secrets Manager? docs/sign-in.md`
        : `${metadata.token_endpoint} answers HTTP ${status} without an ID token: docs/sign-in.md`,
    );
  }

  return {
    async authorizationUrl({ state, nonce, verifier, isFresh }) {
      const { authorization_endpoint } = await readMetadata('');
      const url = requests.checked(authorization_endpoint);
      const asked = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: [...new Set(['openid', ...signIn.scopes])].join(' '),
        state,
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        // Some issuers obey the one and some the other; what counts is the time in the ID token.
        ...(isFresh ? { max_age: String(signIn.maxAgeSeconds), prompt: 'login' } : {}),
        ...(isFresh && signIn.acrValues !== undefined ? { acr_values: signIn.acrValues.join(' ') } : {}),
      };
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
      return url.href;
    },

    async identify(answer, { nonce, verifier }) {
      const metadata = await readMetadata('');
      const mustName = metadata.authorization_response_iss_parameter_supported === true;
      if (answer.issuer === null ? mustName : answer.issuer !== issuer) {
        throw new SignInRefusedError('The answer is not from the issuer that people.yaml names');
      }
      const token = await redeem(answer.code, verifier, metadata);
      const now = clock.now();
      return await readIdToken(token, {
        issuer,
        clientId,
        algorithms,
        nonce,
        now,
        readKeys: (fresh) => readKeys(metadata.jwks_uri, fresh),
      });
    },
  };
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1: both are form-encoded first. */
function basic(clientId: string, secret: string): string {
  const encoded = [clientId, secret].map((each) => new URLSearchParams({ '': each }).toString().slice(1));
  return `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`;
}
