import type {
  RawRequest,
  SenderVerification,
  SenderVerificationContext,
} from '../../ports/plug-ins/alert-source.ts';
import { isFresh } from './freshness.ts';
import { accepted, hasHeader, refused, singleHeader } from './headers.ts';
import { signedByAny } from './hmac.ts';
import { verifyToken } from './token.ts';

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function verifyStandardWebhook(
  request: RawRequest,
  context: SenderVerificationContext,
): SenderVerification {
  const id = singleHeader(request, 'webhook-id');
  const timestamp = singleHeader(request, 'webhook-timestamp');
  const signatures = singleHeader(request, 'webhook-signature');
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') {
    return refused('a signature header is missing or duplicated');
  }
  if (!isFresh(timestamp, context.now)) return refused('the timestamp is not fresh');
  const keys = context.secrets.map(signingKey);
  const message = [`${id}.${timestamp}.`, request.body];
  const genuine = signatures.split(' ').some((signature) => signedByAny(keys, message, digestOf(signature)));
  return genuine ? accepted : refused('no signature matches');
}

/** Signed when the sender signs; else by token. */
export function verifySignedOrToken(
  request: RawRequest,
  context: SenderVerificationContext,
): SenderVerification {
  return hasHeader(request, 'webhook-signature')
    ? verifyStandardWebhook(request, context)
    : verifyToken(request, context);
}

export function signingKey(secret: string): Uint8Array {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}

function digestOf(signature: string): Buffer | null {
  const match = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(signature);
  return match?.[1] === undefined ? null : canonicalBytes(match[1]);
}

/** Base64 has several spellings of its last character; only the canonical one is a signature. */
function canonicalBytes(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : null;
}
