import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod/mini';
import type { LinkKeys, LinkScope, LinkTokenClaims } from '../../ports/crypto/link-keys.ts';
import { deriveKey, newestSecret, type ReadSecrets } from './derive-key.ts';

const payloadSchema = z.object({
  sub: z.string(),
  person: z.string(),
  plan: z.nullable(z.string()),
  gen: z.int(),
  exp: z.int(),
});

const issuer = 'firebreak';

/** First eight hex digits of a derived value: tells two secrets apart in a key without saying anything about them. */
function keyId(secret: string): string {
  return deriveKey(secret, 'key-id').toString('hex').slice(0, 8);
}

/** Null for what is no JWT with a key id. */
function keyIdOf(key: string): string | null {
  try {
    return decodeProtectedHeader(key).kid ?? null;
  } catch {
    return null;
  }
}

/** The secret that signed a key; one of another function may be newer than what is cached here. */
async function signerOf(readSecrets: ReadSecrets, key: string): Promise<string | null> {
  const id = keyIdOf(key);
  if (id === null) return null;
  const signed = (secret: string) => keyId(secret) === id;
  return (await readSecrets()).find(signed) ?? (await readSecrets('fresh')).find(signed) ?? null;
}

/** Personal link keys as JWTs (HS256), the scope as the audience. They outlive one rotation of the secret. */
export function createSignedLinkKeys(readSecrets: ReadSecrets): LinkKeys {
  return {
    async sign(claims: LinkTokenClaims): Promise<string> {
      const secret = await newestSecret(readSecrets);
      return await new SignJWT({ person: claims.person, plan: claims.planHash, gen: claims.generation })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: keyId(secret) })
        .setIssuer(issuer)
        .setAudience(claims.scope)
        .setSubject(claims.subject)
        .setExpirationTime(new Date(claims.expiresAt))
        .sign(deriveKey(secret, 'approval-link'));
    },

    async verify(key: string, scope: LinkScope, now: Date): Promise<LinkTokenClaims | null> {
      const secret = await signerOf(readSecrets, key);
      if (secret === null) return null;
      const verified = await jwtVerify(key, deriveKey(secret, 'approval-link'), {
        algorithms: ['HS256'],
        issuer,
        audience: scope,
        currentDate: now,
        requiredClaims: ['exp', 'sub'],
      }).catch(() => null);
      const payload = payloadSchema.safeParse(verified?.payload);
      if (!payload.success) return null;
      return {
        scope,
        subject: payload.data.sub,
        person: payload.data.person,
        planHash: payload.data.plan,
        generation: payload.data.gen,
        expiresAt: new Date(payload.data.exp * 1000).toISOString(),
      };
    },
  };
}
