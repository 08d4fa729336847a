import { hkdfSync } from 'node:crypto';

export const keyPurposes = ['approval-link', 'approval-nonce', 'match-code', 'task-token', 'key-id'] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/** Reads the approval key secret; a function, because secrets are cached for minutes and may be replaced. */
export type ReadSecret = () => Promise<string>;

/** 32 bytes for one purpose by HKDF-SHA-256 (RFC 5869), so that no two uses of the secret share a key. */
export function deriveKey(secret: string, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'firebreak', `firebreak/v1/${purpose}`, 32));
}
