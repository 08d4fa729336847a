import type {
  RawRequest,
  SenderVerification,
  SenderVerificationContext,
} from '../../ports/plug-ins/alert-source.ts';
import { accepted, refused, singleHeader } from './headers.ts';
import { hexDigest, signedByAny } from './hmac.ts';

/** `X-Hub-Signature-256: sha256=<hex>` over the raw body. */
export function verifyGithub(request: RawRequest, context: SenderVerificationContext): SenderVerification {
  const header = singleHeader(request, 'x-hub-signature-256');
  if (typeof header !== 'string') return refused('not exactly one signature header');
  const digest = header.startsWith('sha256=') ? hexDigest(header.slice(7)) : null;
  return signedByAny(context.secrets, [request.body], digest)
    ? accepted
    : refused('the signature does not match');
}
