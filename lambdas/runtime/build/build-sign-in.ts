import { randomBytes } from 'node:crypto';
import { createSealedAttempts } from '../../adapters/crypto/sealed-sign-ins.ts';
import { createHttpClient } from '../../adapters/http/create-http-client.ts';
import { sendToLoopback } from '../../adapters/http/send-https.ts';
import { createOidcIdentityProvider } from '../../adapters/oidc/oidc-identity-provider.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import type { Sealed } from '../../ports/crypto/sealed.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { SignInStore } from '../../ports/stores/sign-in-store.ts';
import type { BeginSignInDeps } from '../../use-cases/sign-in/begin-sign-in.ts';
import type { FinishSignInDeps } from '../../use-cases/sign-in/finish-sign-in.ts';
import { type Environment, requiredVariable, urlVariable } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { buildHttpClient } from './build-http-client.ts';
import { readSecrets } from './build-keys.ts';
import { buildSecrets } from './build-services.ts';
import { type BrowserSessions, buildSessions, sessionCookie } from './build-sessions.ts';
import { buildStores } from './build-stores.ts';
import { readPolicy } from './policy.ts';

export interface SignInDeps extends BeginSignInDeps, FinishSignInDeps {
  readonly sessions: Sealed<Session>;
  readonly browserSessions: BrowserSessions;
  readonly attemptCookie: `__Host-${string}`;
  readonly consoleUrl: string;
  readonly signIns: Pick<SignInStore, 'recordSignIn'>;
}

export function buildSignIn(env: Environment): SignInDeps {
  const policy = readPolicy(env);
  const { signIn } = policy.people;
  const browserSessions = buildSessions(env);
  if (signIn === undefined || browserSessions === null) {
    throw new ConfigurationError('people.yaml names no issuer under signIn, so nobody can sign in');
  }
  const consoleUrl = urlVariable(env, 'CONSOLE_URL');
  const attemptCookie = `${sessionCookie(env)}-sign-in` as const;
  return {
    policy,
    browserSessions,
    sessions: browserSessions.sessions,
    attemptCookie,
    attempts: createSealedAttempts(readSecrets(env, 'SESSION_KEY_SECRET'), attemptCookie),
    provider: createOidcIdentityProvider({
      signIn,
      redirectUri: `${consoleUrl}/v1/sign-in/callback`,
      readClientSecret: () => readClientSecret(env),
      http: issuerClient(env, signIn.issuer, consoleUrl),
      clock: systemClock,
    }),
    randomText: () => randomBytes(32).toString('base64url'),
    consoleUrl,
    signIns: buildStores(env).signIns,
    clock: systemClock,
  };
}

/** `{}` as the stack makes it: a client without a secret. */
async function readClientSecret(env: Environment): Promise<string | null> {
  const secret = (await buildSecrets(env).read(requiredVariable(env, 'SIGN_IN_SECRET'))).trim();
  return secret === '{}' ? null : secret;
}

/** An issuer of this computer is asked directly, and only where Firebreak itself is on it. */
function issuerClient(env: Environment, issuer: string, consoleUrl: string): HttpClient {
  const { protocol, origin } = new URL(issuer);
  if (protocol === 'https:') return buildHttpClient(env);
  if (new URL(consoleUrl).hostname !== '127.0.0.1') {
    throw new ConfigurationError('The issuer of people.yaml is on a laptop, and Firebreak is not');
  }
  return createHttpClient({ send: sendToLoopback(origin) });
}
