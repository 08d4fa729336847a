import { hkdfSync } from 'node:crypto';

export const keyPurposes = ['approval-link', 'approval-nonce', 'match-code', 'task-token', 'key-id'] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/**
 * The secrets that count, the newest first: that one makes what is new, and all of them know what was made before a rotation. A function,
 * because secrets are cached for minutes; `fresh`: read them again, for what none of them explains.
 */
export type ReadSecrets = (fresh?: boolean) => Promise<readonly [string, ...string[]]>;

/** The one that makes what is new. */
export async function newestSecret(readSecrets: ReadSecrets): Promise<string> {
  return (await readSecrets())[0];
}

/** 32 bytes for one purpose by HKDF-SHA-256 (RFC 5869), so that no two uses of the secret share a key. */
export function deriveKey(secret: string, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'firebreak', `firebreak/v1/${purpose}`, 32));
}
