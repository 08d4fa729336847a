import type {
  RawRequest,
  SenderVerification,
  SenderVerificationContext,
} from '../../ports/plug-ins/alert-source.ts';
import { topLevelMembers } from '../reading/json-scan.ts';
import { unknownSendersText } from '../reading/unpacked.ts';
import { duplicated, refused, singleHeader } from './headers.ts';
import { verifyToken } from './token.ts';

/** The credential of the Events API v2: `routing_key` in the body, or the header that newer clients send. */
export function verifyRoutingKey(
  request: RawRequest,
  context: SenderVerificationContext,
): SenderVerification {
  const header = singleHeader(request, 'x-routing-key');
  if (header === duplicated) return refused('the routing key is duplicated');
  const key = header ?? keyInBody(request);
  return verifyToken({ headers: {}, body: request.body, pathToken: key }, context);
}

function keyInBody(request: RawRequest): string | null {
  const text = unknownSendersText(request);
  return topLevelMembers(text, new Set(['routing_key']))['routing_key'] || null;
}
