import type { LocalResponse } from './loopback-server.ts';

/** A JSON answer as AWS's REST and JSON protocols give it. */
export function jsonResponse(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): LocalResponse {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', ...headers },
    body: JSON.stringify(value),
  };
}

/** An AWS error: the type in the body (JSON protocols) and in the header (REST-JSON). */
export function awsError(status: number, type: string, message: string): LocalResponse {
  return jsonResponse(status, { __type: type, message, Message: message }, { 'x-amzn-errortype': type });
}
