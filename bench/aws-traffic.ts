import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';

/** One request that a server in this process has received. */
export interface SeenRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  /** `x-amz-target` of services that speak AWS JSON: `DynamoDB_20120810.PutItem`. */
  readonly target: string | null;
  body(): string;
}

export interface AwsTraffic {
  readonly requests: readonly SeenRequest[];
  stop(): void;
}

const channel = 'http.server.request.start';

/**
 * Sees every request to the HTTP servers of this process, as the protocol has it and without being in its way: what
 * the functions really send is counted, not what some layer believes.
 */
export function watchAwsTraffic(): AwsTraffic {
  const requests: SeenRequest[] = [];
  const listen = (message: unknown): void => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return;
    const { request } = message;
    if (request instanceof IncomingMessage) requests.push(see(request));
  };
  subscribe(channel, listen);
  return { requests, stop: () => unsubscribe(channel, listen) };
}

function see(request: IncomingMessage): SeenRequest {
  const chunks: Buffer[] = [];
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    return push(chunk, encoding);
  };
  const target = request.headers['x-amz-target'];
  return {
    host: request.headers.host ?? '',
    method: request.method ?? '',
    path: request.url ?? '/',
    target: typeof target === 'string' ? target : null,
    body: () => Buffer.concat(chunks).toString('utf8'),
  };
}
