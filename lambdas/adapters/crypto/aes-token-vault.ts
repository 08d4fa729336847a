import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { UnauthenticatedError } from '../../domain/errors.ts';
import type { TokenVault } from '../../ports/crypto/token-vault.ts';
import { deriveKey, type KeyPurpose, newestSecret, type ReadSecrets } from './derive-key.ts';

const ivBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM with the context as additional data: `v1.<base64url of iv, tag and ciphertext>`. What the first secret does not open, the
 * earlier one may. What was sealed for one purpose opens for no other.
 */
export function createAesTokenVault(
  readSecrets: ReadSecrets,
  earlier?: ReadSecrets,
  purpose: KeyPurpose = 'task-token',
): TokenVault {
  return {
    async seal(token, context) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', deriveKey(await newestSecret(readSecrets), purpose), iv);
      cipher.setAAD(Buffer.from(context, 'utf8'));
      const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },

    async open(sealed, context) {
      const [version, body, ...rest] = sealed.split('.');
      const bytes = Buffer.from(body ?? '', 'base64url');
      if (version !== 'v1' || rest.length > 0 || bytes.length < ivBytes + tagBytes) throw unreadable();
      const reads = [
        () => readSecrets(),
        () => readSecrets('fresh'),
        ...(earlier === undefined ? [] : [earlier]),
      ];
      for (const read of reads) {
        for (const secret of await read()) {
          const opened = openWith(deriveKey(secret, purpose), bytes, context);
          if (opened !== null) return opened;
        }
      }
      throw unreadable();
    },
  };
}

function openWith(key: Buffer, bytes: Buffer, context: string): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    const opened = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
    return opened.toString('utf8');
  } catch {
    return null;
  }
}

function unreadable(): UnauthenticatedError {
  return new UnauthenticatedError('What was sealed cannot be opened');
}
