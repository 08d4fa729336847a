import type { RawRequest, SenderVerification, SenderVerificationContext } from '../../ports/alert-source.ts';
import { parseJson, textAt } from '../reading/json.ts';
import { requestText } from '../reading/unpacked.ts';
import { duplicated, refused, singleHeader } from './headers.ts';
import { verifyToken } from './token.ts';

/** The credential of the Events API v2: `routing_key` in the body, or the header that newer clients send. */
export function verifyRoutingKey(
  request: RawRequest,
  context: SenderVerificationContext,
): SenderVerification {
  const header = singleHeader(request, 'x-routing-key');
  if (header === duplicated) return refused('the routing key is duplicated');
  const key = header ?? textAt(parseJson(requestText(request)), 'routing_key');
  return verifyToken({ headers: {}, body: request.body, pathToken: key }, context);
}
