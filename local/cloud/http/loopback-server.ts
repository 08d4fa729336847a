import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { shortageOf } from '../state/shortage.ts';

export interface LocalRequest {
  readonly method: string;
  /** Path as sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

export interface LocalResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
}

/** No answer at all: the connection breaks. */
export const brokenConnection: LocalResponse = { status: 0 };

export interface LoopbackServer {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface LoopbackOptions {
  readonly port?: number;
  readonly maxBodyBytes?: number;
}

/** A port that somebody else holds; the message says which and what to do. */
export class PortInUseError extends Error {
  constructor(port: number, cause: unknown) {
    super(
      `Port ${port} on 127.0.0.1 is in use. Stop what listens there, or choose another: npm start -- --port ${port + 10}`,
      { cause },
    );
    this.name = 'PortInUseError';
  }
}

/** Serves one handler on 127.0.0.1 and nowhere else, for requests that name the loopback as their host and come from no other site. */
export async function serveLoopback(
  handle: (request: LocalRequest) => Promise<LocalResponse>,
  options: LoopbackOptions = {},
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    void answer(request, response, handle, options.maxBodyBytes ?? Number.POSITIVE_INFINITY);
  });
  await listen(server, options.port ?? 0);
  const url = loopbackOf(server);
  return { url, port: Number(new URL(url).port), stop: () => stop(server) };
}

/** Puts the same refusals in front of a server that a package made. */
export function refuseForeign(server: Server): void {
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const refused = whyRefused(request);
    if (refused !== null) return send(response, refused);
    for (const handle of handlers) handle.call(server, request, response);
  });
}

/** Where a server listens. */
export function loopbackOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (request: LocalRequest) => Promise<LocalResponse>,
  maxBodyBytes: number,
): Promise<void> {
  const refused = whyRefused(request);
  if (refused !== null) return send(response, refused);
  const target = targetOf(request.url ?? '/');
  if (target === null)
    return send(response, refusal(400, 'request.unreadable', 'This is not a valid address.'));
  const body = await readBody(request, maxBodyBytes).catch(() => undefined);
  if (body === undefined)
    return send(response, refusal(400, 'request.unreadable', 'The request body did not arrive.'));
  if (body === 'too large')
    return send(response, refusal(413, 'gateway.too-large', `The body exceeds ${maxBodyBytes} bytes.`));
  const local: LocalRequest = {
    method: request.method ?? 'GET',
    path: target.pathname,
    query: target.searchParams,
    headers: request.headers,
    rawHeaders: request.rawHeaders,
    body,
  };
  try {
    send(response, await handle(local));
  } catch (error) {
    const shortage = shortageOf(error);
    if (shortage !== null)
      return send(response, refusal(503, 'gateway.unavailable', `${shortage}: send again`));
    console.error(`${local.method} ${local.path}: ${String(error)}`);
    send(response, refusal(500, 'internal', 'The local server failed; see the terminal.'));
  }
}

function whyRefused({ headers: { host, origin } }: IncomingMessage): LocalResponse | null {
  if (!namesLoopback(host)) return refusal(421, 'request.foreign', 'Not served under this host name.');
  // A page of another site that posts here with the person's browser.
  if (origin !== undefined && origin !== `http://${host}`)
    return refusal(403, 'request.foreign', 'Requests of other sites are not served.');
  return null;
}

/** Null for what is no address. A path may begin with two slashes: no host is read out of it. */
function targetOf(url: string): URL | null {
  return URL.parse(url.startsWith('/') ? `http://127.0.0.1${url}` : url);
}

/** Pages elsewhere must not reach this server through a host name of theirs that resolves to the loopback. */
function namesLoopback(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
}

/** By events: iterating over the request takes several times as long. */
function readBody(request: IncomingMessage, limit: number): Promise<Buffer | 'too large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
    });
    request.on('end', () => resolve(size > limit ? 'too large' : Buffer.concat(chunks, size)));
    request.on('error', reject);
  });
}

/** An error that no function answered, in the form of the API's errors. */
export function refusal(status: number, code: string, message: string): LocalResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    body: JSON.stringify({ error: { code, message } }),
  };
}

function send(response: ServerResponse, reply: LocalResponse): void {
  if (reply === brokenConnection) {
    response.destroy();
    return;
  }
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  response.statusCode = reply.status;
  // With the head, so that its length is told and both go out in one piece.
  response.end(reply.body);
}

export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port, error) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}

export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
