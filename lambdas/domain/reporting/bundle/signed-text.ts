import { verify } from 'node:crypto';
import { bundleFormat } from './bundle-items.ts';

/** What is signed of a sealed record: its format, its incident and its head. */
export function signedText(incidentId: string, head: string): string {
  return `${bundleFormat}\n${incidentId}\n${head}\n`;
}

/** Whether a signature is by the holder of this key: DER in base64, ECDSA over SHA-256. What is no key or no signature is false. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    return verify('sha256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
