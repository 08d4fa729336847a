import { createHmac } from 'node:crypto';
import type { MatchCodeSubject, MatchCodes } from '../../ports/crypto/match-codes.ts';
import { deriveKey, type ReadSecret } from './derive-key.ts';
import { sameText } from './same-text.ts';

const digits = 6;

/** Match codes by HMAC over approval, person and generation; 48 bits modulo 10^6, so the bias is below 10^-8. */
export function createDerivedMatchCodes(readSecret: ReadSecret): MatchCodes {
  async function codeFor(subject: MatchCodeSubject): Promise<string> {
    const mac = createHmac('sha256', deriveKey(await readSecret(), 'match-code'))
      .update(JSON.stringify([subject.approvalId, subject.person, subject.generation]))
      .digest();
    return String(mac.readUIntBE(0, 6) % 10 ** digits).padStart(digits, '0');
  }

  return {
    codeFor,
    matches: async (subject, code) => sameText(await codeFor(subject), code),
  };
}
