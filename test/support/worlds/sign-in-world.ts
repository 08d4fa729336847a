import {
  createSealedAttempts,
  createSealedSessions,
} from '../../../lambdas/adapters/crypto/sealed-sign-ins.ts';
import { createOidcIdentityProvider } from '../../../lambdas/adapters/oidc/oidc-identity-provider.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { signInRoutes } from '../../../lambdas/http/routes/sign-in-routes.ts';
import type { Clock } from '../../../lambdas/ports/clock.ts';
import type { HttpClient } from '../../../lambdas/ports/http-client.ts';
import type { SignInStore } from '../../../lambdas/ports/stores/sign-in-store.ts';
import type { SignInDeps } from '../../../lambdas/runtime/build/build-sign-in.ts';
import { createSmallLog } from '../../../lambdas/runtime/log/small-log.ts';
import { createInMemorySignInStore } from '../../../local/rehearsal/memory/stores/in-memory-sign-in-store.ts';
import { anHttpEvent, anInvocation } from '../builders/invocation.ts';

export const sessionCookieName = '__Host-firebreak-test';
const attemptCookie = `${sessionCookieName}-sign-in` as const;

interface SignInWorldOptions {
  readonly clock: Clock;
  readonly policy: CompiledPolicy;
  readonly http: HttpClient;
  readonly consoleUrl?: string;
  readonly signIns?: SignInStore;
  readonly secrets?: readonly [string, ...string[]];
}

/** What the function `sign-in` stands on, over an issuer of a test. */
export function signInDeps({
  clock,
  policy,
  http,
  consoleUrl = 'https://firebreak.example.com/prod',
  secrets = ['session-key'],
  signIns = createInMemorySignInStore(),
}: SignInWorldOptions): SignInDeps {
  const { signIn } = policy.people;
  if (signIn === undefined) throw new Error('The policy has no issuer');
  const readSecrets = async () => secrets;
  const sessions = createSealedSessions(readSecrets, sessionCookieName);
  let count = 0;
  return {
    policy,
    clock,
    signIns,
    consoleUrl,
    sessions,
    browserSessions: { sessions, cookie: sessionCookieName, origin: new URL(consoleUrl).origin },
    attemptCookie,
    attempts: createSealedAttempts(readSecrets, attemptCookie),
    provider: createOidcIdentityProvider({
      signIn,
      redirectUri: `${consoleUrl}/v1/sign-in/callback`,
      readClientSecret: async () => null,
      http,
      clock,
    }),
    randomText: () => {
      count += 1;
      return `random-${count}-${'x'.repeat(40)}`;
    },
  };
}

/** A browser that keeps cookies, as far as the routes of signing in see it; `lines` are what was logged. */
export function signInBrowser(deps: SignInDeps) {
  const cookies = new Map<string, string>();
  const lines: string[] = [];
  const log = createSmallLog((line) => void lines.push(line));
  return {
    cookies,
    lines,
    async call(
      method: string,
      path: string,
      query: Readonly<Record<string, string>> = {},
      headers: Readonly<Record<string, string>> = {},
    ) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const event = anHttpEvent(method, path, {
        queryStringParameters: { ...query },
        headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
      });
      const answer = await signInRoutes.run(() => deps, event, anInvocation(log));
      const set = (answer.multiValueHeaders?.['Set-Cookie'] ?? []).map(String);
      for (const each of set) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      return {
        status: answer.statusCode,
        location: String(answer.headers?.['Location']),
        body: answer.body,
        set,
      };
    },
  };
}
