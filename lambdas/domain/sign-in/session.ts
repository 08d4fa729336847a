/** A sign-in that a person's browser holds. Who that is, policy says at each use: issuer and subject, never an e-mail address. */
export interface Session {
  readonly issuer: string;
  readonly subject: string;
  readonly signedInAt: string;
  /** When they proved to the issuer who they are (`auth_time`); null when it does not tell. */
  readonly authenticatedAt: string | null;
  /** How they did (`acr`); null when the issuer does not tell. */
  readonly acr: string | null;
  readonly expiresAt: string;
}

/** What a browser keeps while its person is at the issuer; the answer must fit it. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE: only who began can redeem the code. */
  readonly verifier: string;
  readonly returnTo: string;
  /** They were asked to prove anew who they are. */
  readonly isFresh: boolean;
  readonly expiresAt: string;
}

/** However long people look for their phone. */
export const attemptMinutes = 10;

/** By so much the issuer's clock may differ from this one. */
export const clockSkewSeconds = 60;
