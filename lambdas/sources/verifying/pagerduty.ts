import type {
  RawRequest,
  SenderVerification,
  SenderVerificationContext,
} from '../../ports/plug-ins/alert-source.ts';
import { acceptedAtAnyTime, duplicated, refused, singleHeader } from './headers.ts';
import { hexDigest, signedByAny } from './hmac.ts';
import { verifyToken } from './token.ts';

/** `X-PagerDuty-Signature: v1=<hex>[,v1=<hex>…]`, several during a rotation. v1 and v2 webhooks are unsigned: token. */
export function verifyPagerduty(request: RawRequest, context: SenderVerificationContext): SenderVerification {
  const header = singleHeader(request, 'x-pagerduty-signature');
  if (header === null) return verifyToken(request, context);
  if (header === duplicated) return refused('the signature header is duplicated');
  const genuine = header
    .split(',', 16)
    .some((signature) => signedByAny(context.secrets, [request.body], digestOf(signature.trim())));
  return genuine ? acceptedAtAnyTime : refused('no signature matches');
}

function digestOf(signature: string): Buffer | null {
  return signature.startsWith('v1=') ? hexDigest(signature.slice(3).toLowerCase()) : null;
}
