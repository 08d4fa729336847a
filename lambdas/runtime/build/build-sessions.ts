import { createSealedSessions } from '../../adapters/crypto/sealed-sign-ins.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import type { Sealed } from '../../ports/crypto/sealed.ts';
import { type Environment, optionalVariable, requiredVariable, urlVariable } from '../env/env.ts';
import { readSecrets } from './build-keys.ts';

/** How a person's browser shows that they signed in. */
export interface BrowserSessions {
  readonly sessions: Sealed<Session>;
  readonly cookie: `__Host-${string}`;
  /** Only pages of this origin may use them. */
  readonly origin: string;
}

export interface WithSessions {
  /** Null where policy names no issuer. */
  readonly browserSessions: BrowserSessions | null;
}

export function buildSessions(env: Environment): BrowserSessions | null {
  if (optionalVariable(env, 'SESSION_KEY_SECRET') === null) return null;
  const cookie = sessionCookie(env);
  return {
    sessions: createSealedSessions(readSecrets(env, 'SESSION_KEY_SECRET'), cookie),
    cookie,
    origin: new URL(urlVariable(env, 'CONSOLE_URL')).origin,
  };
}

/** Stages behind one host name have their own. */
export function sessionCookie(env: Environment): `__Host-${string}` {
  return `__Host-firebreak-${requiredVariable(env, 'FIREBREAK_STAGE')}`;
}
