import { lazyCrypto } from '../../adapters/builtins/lazy-builtins.ts';

/** Parts of a signed message, in order. */
export type Message = readonly (string | Uint8Array)[];

export function hmacSha256(key: string | Uint8Array, message: Message): Buffer {
  const hmac = lazyCrypto().createHmac('sha256', key);
  for (const part of message) hmac.update(part);
  return hmac.digest();
}

/** Whether a signature, already decoded, is the message's under any live secret. An empty secret signs nothing. */
export function signedByAny(
  secrets: readonly (string | Uint8Array)[],
  message: Message,
  signature: Uint8Array | null,
): boolean {
  let found = false;
  for (const secret of secrets) {
    if (secret.length === 0) continue;
    const expected = hmacSha256(secret, message);
    if (signature?.length === expected.length && lazyCrypto().timingSafeEqual(signature, expected))
      found = true;
  }
  return found;
}

/** The 32 bytes of a lower-case hex digest; null for anything else. */
export function hexDigest(text: string): Buffer | null {
  return /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex') : null;
}
