import { hkdfSync } from 'node:crypto';

export const keyPurposes = [
  'approval-link',
  'approval-nonce',
  'match-code',
  'task-token',
  'key-id',
  'session',
  'sign-in-attempt',
] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/**
 * The secrets that count, the newest first. A function, because they are cached for minutes. `newest`: the one that makes what is new is
 * enough. `all`, when left out: they know what was made before a rotation, too. `fresh`: all, read again, for what none of them explains.
 */
export type ReadSecrets = (which?: 'newest' | 'all' | 'fresh') => Promise<readonly [string, ...string[]]>;

/** The one that makes what is new. */
export async function newestSecret(readSecrets: ReadSecrets): Promise<string> {
  return (await readSecrets('newest'))[0];
}

/** 32 bytes for one purpose by HKDF-SHA-256 (RFC 5869), so that no two uses of the secret share a key. */
export function deriveKey(secret: string, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'firebreak', `firebreak/v1/${purpose}`, 32));
}
