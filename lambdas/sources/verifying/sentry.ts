import type {
  RawRequest,
  SenderVerification,
  SenderVerificationContext,
} from '../../ports/plug-ins/alert-source.ts';
import { acceptedAtAnyTime, duplicated, hasHeader, refused, singleHeader } from './headers.ts';
import { hexDigest, signedByAny } from './hmac.ts';
import { verifyToken } from './token.ts';

/** `Sentry-Hook-Signature`, before that `Sentry-App-Signature`: hex over the raw body with the client secret. */
export function verifySentry(request: RawRequest, context: SenderVerificationContext): SenderVerification {
  const name = hasHeader(request, 'sentry-hook-signature') ? 'sentry-hook-signature' : 'sentry-app-signature';
  const signature = singleHeader(request, name);
  // The old webhooks plugin signs nothing: its address carries the token.
  if (signature === null) return verifyToken(request, context);
  if (signature === duplicated) return refused('the signature header is duplicated');
  const genuine = signedByAny(context.secrets, [request.body], hexDigest(signature));
  return genuine ? acceptedAtAnyTime : refused('the signature does not match');
}
