import type {
  RawRequest,
  SenderVerification,
  SenderVerificationContext,
} from '../../ports/plug-ins/alert-source.ts';
import { isFresh } from './freshness.ts';
import { accepted, refused, singleHeader } from './headers.ts';
import { hexDigest, signedByAny } from './hmac.ts';

/** `X-Slack-Signature: v0=<hex>` over `v0:<timestamp>:<body>`. */
export function verifySlack(request: RawRequest, context: SenderVerificationContext): SenderVerification {
  const header = singleHeader(request, 'x-slack-signature');
  const timestamp = singleHeader(request, 'x-slack-request-timestamp');
  if (typeof header !== 'string') return refused('not exactly one signature header');
  if (typeof timestamp !== 'string' || !isFresh(timestamp, context.now))
    return refused('the timestamp is not fresh');
  const digest = header.startsWith('v0=') ? hexDigest(header.slice(3)) : null;
  const genuine = signedByAny(context.secrets, [`v0:${timestamp}:`, request.body], digest);
  return genuine ? accepted : refused('the signature does not match');
}
