import { returnPath } from '../../domain/sign-in/return-path.ts';
import { attemptMinutes, type SignInAttempt } from '../../domain/sign-in/session.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Sealed } from '../../ports/crypto/sealed.ts';
import type { IdentityProvider } from '../../ports/identity-provider.ts';

export interface BeginSignInDeps {
  readonly provider: IdentityProvider;
  readonly attempts: Sealed<SignInAttempt>;
  /** A new text that nobody can guess. */
  readonly randomText: () => string;
  readonly clock: Clock;
}

export interface BeginSignInInput {
  readonly returnTo: string | undefined;
  readonly isFresh: boolean;
}

/** Sends a browser to the issuer, with what the answer must fit; changes nothing. */
export async function beginSignIn(
  { provider, attempts, randomText, clock }: BeginSignInDeps,
  { returnTo, isFresh }: BeginSignInInput,
): Promise<{ readonly location: string; readonly attempt: string }> {
  const attempt: SignInAttempt = {
    state: randomText(),
    nonce: randomText(),
    verifier: randomText(),
    returnTo: returnPath(returnTo),
    isFresh,
    expiresAt: new Date(clock.now().getTime() + attemptMinutes * 60_000).toISOString(),
  };
  return { location: await provider.authorizationUrl(attempt), attempt: await attempts.seal(attempt) };
}
