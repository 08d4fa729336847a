import { createHmac } from 'node:crypto';
import type { MatchCodeSubject, MatchCodes } from '../../ports/crypto/match-codes.ts';
import { deriveKey, newestSecret, type ReadSecrets } from './derive-key.ts';
import { sameText } from './same-text.ts';

const digits = 6;

/** Match codes by HMAC over approval, person and generation; 48 bits modulo 10^6, so the bias is below 10^-8. */
export function createDerivedMatchCodes(readSecrets: ReadSecrets): MatchCodes {
  function codeBy(secret: string, subject: MatchCodeSubject): string {
    const mac = createHmac('sha256', deriveKey(secret, 'match-code'))
      .update(JSON.stringify([subject.approvalId, subject.person, subject.generation]))
      .digest();
    return String(mac.readUIntBE(0, 6) % 10 ** digits).padStart(digits, '0');
  }

  return {
    codeFor: async (subject) => codeBy(await newestSecret(readSecrets), subject),
    // Its link was read before, with a fresh secret where it had to be.
    matches: async (subject, code) =>
      (await readSecrets()).some((secret) => sameText(codeBy(secret, subject), code)),
  };
}
