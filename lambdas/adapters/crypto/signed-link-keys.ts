import { jwtVerify, SignJWT } from 'jose';
import * as z from 'zod/mini';
import type { LinkKeys, LinkScope, LinkTokenClaims } from '../../ports/crypto/link-keys.ts';
import { deriveKey, type ReadSecret } from './derive-key.ts';

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

/** Personal link keys as JWTs (HS256), the scope as the audience. */
export function createSignedLinkKeys(readSecret: ReadSecret): LinkKeys {
  return {
    async sign(claims: LinkTokenClaims): Promise<string> {
      const secret = await readSecret();
      return await new SignJWT({ person: claims.person, plan: claims.planHash, gen: claims.generation })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: keyId(secret) })
        .setIssuer(issuer)
        .setAudience(claims.scope)
        .setSubject(claims.subject)
        .setExpirationTime(new Date(claims.expiresAt))
        .sign(deriveKey(secret, 'approval-link'));
    },

    async verify(key: string, scope: LinkScope, now: Date): Promise<LinkTokenClaims | null> {
      const secret = await readSecret();
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
