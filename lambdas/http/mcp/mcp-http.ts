import type { HttpRequest } from '../http-request.ts';
import { type HttpResponse, rawResponse } from '../http-response.ts';
import { answerMessage, type McpServer } from './mcp-server.ts';
import {
  errorCodes,
  namedVersion,
  type RpcMessage,
  readMessage,
  refused,
  statelessVersion,
  supportedVersions,
} from './protocol.ts';

/** One POST, one JSON object: the transport of the stateless revision. `ownOrigin` is that of our pages; no other page may call. */
export async function serveMcp(
  server: McpServer,
  { headers, body }: HttpRequest,
  ownOrigin: string,
): Promise<HttpResponse> {
  const origins = headers['origin'] ?? [];
  if (origins.some((origin) => origin !== ownOrigin)) {
    return rawResponse(
      403,
      refused(null, { code: errorCodes.invalidRequest, message: 'Not from that page' }),
    );
  }
  const parsed = parse(body);
  if (parsed === undefined) {
    return rawResponse(400, refused(null, { code: errorCodes.parse, message: 'The body is not JSON' }));
  }
  const message = readMessage(parsed);
  if (message === null) {
    const text = 'The body is no single message of JSON-RPC 2.0';
    return rawResponse(400, refused(null, { code: errorCodes.invalidRequest, message: text }));
  }
  const fault = faultOf(message, headers);
  if (fault !== null) return rawResponse(400, refused(message.id, fault));
  const answer = await answerMessage(server, message);
  if (answer === null) return { status: 202, headers: {}, body: '' };
  const isUnknown = 'error' in answer && answer.error.code === errorCodes.unknownMethod;
  return rawResponse(isUnknown && versionOf(message, headers) === statelessVersion ? 404 : 200, answer);
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

function versionOf(message: RpcMessage, headers: HttpRequest['headers']): string | null {
  return headers['mcp-protocol-version']?.[0] ?? namedVersion(message);
}

/** In the stateless revision the headers repeat what the body says, and a difference is refused. */
function faultOf(message: RpcMessage, headers: HttpRequest['headers']) {
  const requested = versionOf(message, headers);
  if (requested !== null && !supportedVersions.includes(requested)) {
    return {
      code: errorCodes.unsupportedVersion,
      message: 'This revision is not supported',
      data: { supported: supportedVersions, requested },
    };
  }
  if (requested !== statelessVersion) return null;
  const { method, params } = message;
  const name = method === 'tools/call' ? params['name'] : undefined;
  const isSame =
    headers['mcp-protocol-version']?.[0] === (namedVersion(message) ?? statelessVersion) &&
    headers['mcp-method']?.[0] === method &&
    (name === undefined || headerText(headers['mcp-name']?.[0]) === name);
  return isSame
    ? null
    : { code: errorCodes.headerMismatch, message: 'The headers do not say what the body says' };
}

/** What is no plain ASCII comes as `=?base64?…?=`. */
function headerText(value: string | undefined): string | undefined {
  const coded = /^=\?base64\?([A-Za-z0-9+/=]*)\?=$/.exec(value ?? '')?.[1];
  return coded === undefined ? value : Buffer.from(coded, 'base64').toString('utf8');
}
