import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { exportSPKI, UnsecuredJWT } from 'jose';
import { createOidcIdentityProvider } from '../../../lambdas/adapters/oidc/oidc-identity-provider.ts';
import { ConfigurationError, SignInRefusedError } from '../../../lambdas/domain/errors.ts';
import type { SignInAttempt } from '../../../lambdas/domain/sign-in/session.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import {
  type SignInSettings,
  signInPolicy,
  testIssuer,
} from '../../support/builders/policy/sign-in-policy.ts';
import { type MadeUpIssuer, madeUpIssuer } from '../../support/servers/made-up-issuer.ts';

const startAt = '2026-11-23T02:00:00.000Z';
const attempt: SignInAttempt = {
  state: 'state-1',
  nonce: 'nonce-1',
  verifier: 'verifier-1',
  returnTo: '/approve',
  isFresh: true,
  expiresAt: '2026-11-23T02:10:00.000Z',
};
const answer = { code: 'code-1', issuer: testIssuer };
let clock: ReturnType<typeof createManualClock>;
let issuer: MadeUpIssuer;

beforeEach(async () => {
  clock = createManualClock(startAt);
  issuer = await madeUpIssuer();
  issuer.state.idToken = await issuer.sign(clock.now(), {});
});

function provider(settings: SignInSettings = {}, secret: string | null = null) {
  const { signIn } = signInPolicy(settings).people;
  if (signIn === undefined) throw new Error('The policy has no issuer');
  return createOidcIdentityProvider({
    signIn,
    redirectUri: 'https://firebreak.example.com/prod/v1/sign-in/callback',
    readClientSecret: async () => secret,
    http: issuer.http,
    clock,
  });
}

/** What becomes of an ID token with these claims. */
async function identified(
  ...signed: Parameters<MadeUpIssuer['sign']> extends [Date, ...infer Rest] ? Rest : never
) {
  issuer.state.idToken = await issuer.sign(clock.now(), ...signed);
  return await provider().identify(answer, attempt);
}

const seconds = () => Date.parse(startAt) / 1000;

describe('the way to the issuer', () => {
  it('asks for a code with PKCE, and for a fresh sign-in where one is needed', async () => {
    const url = new URL(
      await provider({ acrValues: ['mfa'], scopes: ['profile'] }).authorizationUrl(attempt),
    );
    expect(url.origin + url.pathname).toBe(`${testIssuer}/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'firebreak',
      redirect_uri: 'https://firebreak.example.com/prod/v1/sign-in/callback',
      scope: 'openid profile',
      state: 'state-1',
      nonce: 'nonce-1',
      code_challenge: createHash('sha256').update('verifier-1').digest('base64url'),
      code_challenge_method: 'S256',
      max_age: '300',
      prompt: 'login',
      acr_values: 'mfa',
    });
    const plain = new URL(await provider().authorizationUrl({ ...attempt, isFresh: false }));
    expect(plain.searchParams.has('max_age')).toBe(false);
  });

  it.each([
    ['of another issuer', { issuer: 'https://login.example.org' }],
    ['with a plain address', { authorization_endpoint: 'http://login.example.com/authorize' }],
    ['that sends the code to a port', { token_endpoint: 'https://login.example.com:8443/token' }],
    ['that sends the code to this computer', { token_endpoint: 'http://127.0.0.1:80/token' }],
    ['that reads keys from a file', { jwks_uri: 'file:///etc/passwd' }],
  ])('refuses a discovery document %s', async (_, metadata) => {
    issuer.state.metadata = metadata;
    await expect(provider().authorizationUrl(attempt)).rejects.toBeInstanceOf(ConfigurationError);
  });
});

describe('the answer of the issuer', () => {
  it('names issuer and subject, and when they proved who they are', async () => {
    expect(await identified({ acr: 'mfa', email: 'ben@example.com' })).toEqual({
      issuer: testIssuer,
      subject: 'sub-ana',
      authenticatedAt: '2026-11-23T01:59:55.000Z',
      acr: 'mfa',
    });
    const [request] = issuer.asked.filter(({ path }) => path === '/token');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toMatchObject({
      code: 'code-1',
      code_verifier: 'verifier-1',
      client_id: 'firebreak',
    });
  });

  it('is asked for with the secret of the client, form-encoded in the header', async () => {
    await provider({}, 's3:c/r+t').identify(answer, attempt);
    const [request] = issuer.asked.filter(({ path }) => path === '/token');
    const sent = Buffer.from(String(request?.headers?.['authorization']).slice(6), 'base64').toString();
    expect(sent).toBe('firebreak:s3%3Ac%2Fr%2Bt');
    expect(request?.body).not.toContain('client_id');
  });

  it.each([
    ['another nonce', { nonce: 'nonce-2' }],
    ['no nonce', { nonce: undefined }],
    ['another audience', { aud: 'somebody-else' }],
    ['several audiences and no client', { aud: ['firebreak', 'somebody-else'] }],
    ['another client', { aud: ['firebreak', 'somebody-else'], azp: 'somebody-else' }],
    ['another issuer', { iss: 'https://login.example.org' }],
    ['no subject', { sub: undefined }],
    ['an end that is over', { iat: seconds() - 400, exp: seconds() - 61 }],
    ['no end', { exp: undefined }],
    ['a time of signing that is still to come', { iat: seconds() + 61 }],
    ['a time of signing long ago', { iat: seconds() - 661 }],
    ['a sign-in that is still to come', { auth_time: seconds() + 61 }],
  ])('is refused with %s', async (_, claims) => {
    await expect(identified(claims)).rejects.toBeInstanceOf(SignInRefusedError);
  });

  it('may be off by a minute, as clocks are', async () => {
    await expect(identified({ iat: seconds() + 59, auth_time: seconds() + 59 })).resolves.toBeDefined();
    await expect(identified({ iat: seconds() - 300, exp: seconds() - 59 })).resolves.toBeDefined();
  });

  it('is refused without a signature', async () => {
    issuer.state.idToken = new UnsecuredJWT({ nonce: 'nonce-1', sub: 'sub-ana' })
      .setIssuer(testIssuer)
      .setAudience('firebreak')
      .setIssuedAt(clock.now())
      .setExpirationTime('5m')
      .encode();
    await expect(provider().identify(answer, attempt)).rejects.toBeInstanceOf(SignInRefusedError);
  });

  it('is refused when it is signed with the public key as if that were a secret', async () => {
    const asSecret = new TextEncoder().encode(await exportSPKI(issuer.first.publicKey));
    await expect(identified({}, { alg: 'HS256' }, asSecret)).rejects.toBeInstanceOf(SignInRefusedError);
  });

  it('is refused with a true key of an algorithm that policy does not allow', async () => {
    const other = await issuer.keyOf('key-ps', 'PS256');
    issuer.state.keys = [other];
    await expect(identified({}, { alg: 'PS256' }, other.privateKey)).rejects.toBeInstanceOf(
      SignInRefusedError,
    );
  });

  it('is refused when somebody else signed it with the name of its key', async () => {
    const { privateKey } = await issuer.keyOf('key-1');
    await expect(identified({}, {}, privateKey)).rejects.toBeInstanceOf(SignInRefusedError);
  });

  it.each([
    ['of another issuer', 'https://login.example.org'],
    ['that does not name its issuer although it says that it does', null],
  ])('is refused before the code is sent anywhere: one %s', async (_, named) => {
    const mixedUp = provider().identify({ code: 'code-1', issuer: named }, attempt);
    await expect(mixedUp).rejects.toBeInstanceOf(SignInRefusedError);
    expect(issuer.askedFor('/token')).toBe(0);
  });

  it('is refused when the code was used before', async () => {
    issuer.state.token = { status: 400, body: { error: 'invalid_grant' } };
    await expect(provider().identify(answer, attempt)).rejects.toBeInstanceOf(SignInRefusedError);
  });

  it('says what to do when the issuer does not know the client', async () => {
    issuer.state.token = { status: 401, body: { error: 'invalid_client' } };
    await expect(provider().identify(answer, attempt)).rejects.toBeInstanceOf(ConfigurationError);
  });
});

describe('the keys of the issuer', () => {
  it('are kept, and read again once for a token with a new one', async () => {
    const kept = provider();
    await kept.identify(answer, attempt);
    await kept.identify(answer, attempt);
    expect(issuer.askedFor('/keys')).toBe(1);
    const rotated = await issuer.keyOf('key-2');
    issuer.state.keys = [rotated];
    clock.advance(31);
    issuer.state.idToken = await issuer.sign(clock.now(), {});
    await expect(kept.identify(answer, attempt)).resolves.toMatchObject({ subject: 'sub-ana' });
    expect(issuer.askedFor('/keys')).toBe(2);
  });

  it('are not read again and again for tokens with unknown ones', async () => {
    const kept = provider();
    const otherKey = await issuer.keyOf('key-9');
    issuer.state.idToken = await issuer.sign(clock.now(), {}, { kid: 'key-9' }, otherKey.privateKey);
    for (let each = 0; each < 5; each += 1) {
      await expect(kept.identify(answer, attempt)).rejects.toBeInstanceOf(SignInRefusedError);
    }
    expect(issuer.askedFor('/keys')).toBe(1);
  });
});
