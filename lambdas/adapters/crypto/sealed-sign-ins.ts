import * as z from 'zod/mini';
import type { Session, SignInAttempt } from '../../domain/sign-in/session.ts';
import type { Sealed } from '../../ports/crypto/sealed.ts';
import { createAesTokenVault } from './aes-token-vault.ts';
import type { ReadSecrets } from './derive-key.ts';
import { createSealedValues } from './sealed-values.ts';

const sessionShape = z.object({
  issuer: z.string(),
  subject: z.string(),
  signedInAt: z.string(),
  authenticatedAt: z.nullable(z.string()),
  acr: z.nullable(z.string()),
  expiresAt: z.string(),
});

const attemptShape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  isFresh: z.boolean(),
  expiresAt: z.string(),
});

/** Sessions as browsers hold them. Each lives on through one rotation of the secret. */
export function createSealedSessions(readSecrets: ReadSecrets, cookie: string): Sealed<Session> {
  return createSealedValues(createAesTokenVault(readSecrets, undefined, 'session'), cookie, sessionShape);
}

/** The same for attempts to sign in. */
export function createSealedAttempts(readSecrets: ReadSecrets, cookie: string): Sealed<SignInAttempt> {
  return createSealedValues(
    createAesTokenVault(readSecrets, undefined, 'sign-in-attempt'),
    cookie,
    attemptShape,
  );
}
