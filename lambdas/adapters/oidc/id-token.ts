import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { SignInRefusedError } from '../../domain/errors.ts';
import { clockSkewSeconds } from '../../domain/sign-in/session.ts';
import type { SignedInPerson } from '../../ports/identity-provider.ts';
import { sameText } from '../crypto/same-text.ts';

/** A code is redeemed at once: an older ID token is somebody else's, or an earlier one. */
const oldestSeconds = 600;

export interface IdTokenExpectation {
  readonly issuer: string;
  readonly clientId: string;
  readonly algorithms: readonly string[];
  readonly nonce: string;
  readonly now: Date;
  /** `fresh`: read again, for a token whose key is not among those that were kept. */
  readonly readKeys: (fresh?: boolean) => Promise<JSONWebKeySet>;
}

/**
 * Checks signature and claims of an ID token (https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation). The algorithm is one
 * that policy allows, whatever the token says. Rejects with SignInRefusedError.
 */
export async function readIdToken(token: string, expected: IdTokenExpectation): Promise<SignedInPerson> {
  const { issuer, clientId, nonce, now } = expected;
  const payload = await verified(token, expected);
  const { aud, azp, sub, auth_time: authTime, acr } = payload;
  if (Array.isArray(aud) && aud.length > 1 && azp === undefined) throw refused('it is for others, too');
  if (azp !== undefined && azp !== clientId) throw refused('it was given to another client');
  if (typeof payload['nonce'] !== 'string' || !sameText(payload['nonce'], nonce)) {
    throw refused('it belongs to another sign-in');
  }
  if (sub === undefined || sub === '') throw refused('it names nobody');
  if (typeof authTime === 'number' && authTime > now.getTime() / 1000 + clockSkewSeconds) {
    throw refused('its time of signing in is still to come');
  }
  return {
    issuer,
    subject: sub,
    authenticatedAt: typeof authTime === 'number' ? new Date(authTime * 1000).toISOString() : null,
    acr: typeof acr === 'string' ? acr : null,
  };
}

async function verified(token: string, expected: IdTokenExpectation): Promise<JWTPayload> {
  const { issuer, clientId, algorithms, now, readKeys } = expected;
  const options = {
    issuer,
    audience: clientId,
    algorithms: [...algorithms],
    currentDate: now,
    clockTolerance: clockSkewSeconds,
    maxTokenAge: oldestSeconds,
    requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
  };
  const verify = async (fresh: boolean) =>
    (await jwtVerify(token, createLocalJWKSet(await readKeys(fresh)), options)).payload;
  try {
    return await verify(false).catch((error: unknown) => {
      // It may be signed with a key of the last minutes.
      if (error instanceof errors.JWKSNoMatchingKey) return verify(true);
      throw error;
    });
  } catch (error) {
    throw error instanceof errors.JOSEError ? refused(whyRefused(error)) : error;
  }
}

/** The messages of jose may quote claims. */
function whyRefused(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'it is too old';
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim ${error.claim} does not fit`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'policy does not allow its algorithm';
  if (error instanceof errors.JWKSNoMatchingKey) return 'the issuer has no such key';
  return 'its signature does not fit';
}

function refused(why: string): SignInRefusedError {
  return new SignInRefusedError(`The issuer's ID token does not count: ${why}`);
}
