import { createHmac } from 'node:crypto';
import type { Nonces } from '../../ports/crypto/nonces.ts';
import { deriveKey, newestSecret, type ReadSecrets } from './derive-key.ts';
import { sameText } from './same-text.ts';

const lifetimeSeconds = 600;

/** Nonces of the form `<expiry in seconds>.<HMAC over expiry and link>`. */
export function createSignedNonces(readSecrets: ReadSecrets): Nonces {
  const mac = (secret: string, expiry: string, linkKey: string) =>
    createHmac('sha256', deriveKey(secret, 'approval-nonce'))
      .update(`${expiry}\n${linkKey}`)
      .digest('base64url');

  return {
    async issue(linkKey, now) {
      const expiry = String(Math.floor(now.getTime() / 1000) + lifetimeSeconds);
      return `${expiry}.${mac(await newestSecret(readSecrets), expiry, linkKey)}`;
    },

    async accepts(nonce, linkKey, now) {
      const [expiry, signature, ...rest] = nonce.split('.');
      if (expiry === undefined || signature === undefined || rest.length > 0) return false;
      const secrets = await readSecrets();
      if (!secrets.some((secret) => sameText(signature, mac(secret, expiry, linkKey)))) return false;
      return Number(expiry) * 1000 > now.getTime();
    },
  };
}
