import type { SignInAttempt } from '../domain/sign-in/session.ts';

/** Whom the issuer's ID token names. */
export interface SignedInPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly authenticatedAt: string | null;
  readonly acr: string | null;
}

/** What the issuer sent the browser back with. */
export interface SignInAnswer {
  readonly code: string;
  /** RFC 9207; null when it was left out. */
  readonly issuer: string | null;
}

/**
 * The issuer of OpenID Connect that policy names. Both reject with DependencyUnavailableError when it is away, ConfigurationError when it
 * does not fit its settings here.
 */
export interface IdentityProvider {
  /** Where the browser goes. A fresh attempt asks people to prove anew who they are. */
  authorizationUrl(attempt: SignInAttempt): Promise<string>;
  /** Redeems the code and checks the ID token. Rejects with SignInRefusedError for whatever does not fit the attempt. */
  identify(answer: SignInAnswer, attempt: SignInAttempt): Promise<SignedInPerson>;
}
