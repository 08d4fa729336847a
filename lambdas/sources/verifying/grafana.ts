import type {
  RawRequest,
  SenderVerification,
  SenderVerificationContext,
} from '../../ports/plug-ins/alert-source.ts';
import { isFresh } from './freshness.ts';
import { accepted, acceptedAtAnyTime, duplicated, refused, singleHeader } from './headers.ts';
import { hexDigest, signedByAny } from './hmac.ts';
import { verifyToken } from './token.ts';

/** Grafana has no default name for it; docs/sources.md tells people to take the first. */
export const grafanaTimestampHeaders = ['x-grafana-alerting-timestamp', 'x-grafana-timestamp', 'x-timestamp'];

/**
 * `X-Grafana-Alerting-Signature`: hex over the body, or over `<unix seconds>:<body>` when a timestamp header is configured
 * (https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/).
 */
export function verifyGrafana(request: RawRequest, context: SenderVerificationContext): SenderVerification {
  const signature = singleHeader(request, 'x-grafana-alerting-signature');
  if (signature === null) return verifyToken(request, context);
  const timestamps = grafanaTimestampHeaders.flatMap((name) => request.headers[name] ?? []);
  if (signature === duplicated || timestamps.length > 1) return refused('a signature header is duplicated');
  const [timestamp] = timestamps;
  if (timestamp !== undefined && !isFresh(timestamp, context.now))
    return refused('the timestamp is not fresh');
  const message = timestamp === undefined ? [request.body] : [`${timestamp}:`, request.body];
  const genuine = signedByAny(context.secrets, message, hexDigest(signature));
  if (!genuine) return refused('the signature does not match');
  return timestamp === undefined ? acceptedAtAnyTime : accepted;
}
