import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';

/** One request that a server in this thread has received; SQS and S3 have one of their own. */
export interface SeenRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  /** `x-amz-target` of services that speak AWS JSON: `DynamoDB_20120810.PutItem`. */
  readonly target: string | null;
  /** Epoch milliseconds at which it began to arrive. */
  readonly receivedAt: number;
  body(): string;
}

export interface AwsTraffic {
  readonly requests: readonly SeenRequest[];
  stop(): void;
}

const channel = 'http.server.request.start';

/** Told once a request is answered. `answeredAt`: epoch milliseconds. */
type OnResponse = (request: SeenRequest, respondedAt: number) => void;

/**
 * Sees every request to the HTTP servers of this thread, as the protocol has it and without being in its way: what
 * the functions really send is counted, not what some layer believes. Only those to `only`, a path, when it is told.
 */
export function watchAwsTraffic(only?: string, onResponse?: OnResponse): AwsTraffic {
  const requests: SeenRequest[] = [];
  const listen = (message: unknown): void => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return;
    const { request } = message;
    if (!(request instanceof IncomingMessage) || (only !== undefined && request.url !== only)) return;
    const seen = see(request);
    requests.push(seen);
    if (onResponse === undefined || !('response' in message) || !(message.response instanceof ServerResponse))
      return;
    message.response.once('finish', () => onResponse(seen, epochNow()));
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
    receivedAt: epochNow(),
    body: () => Buffer.concat(chunks).toString('utf8'),
  };
}

/** Milliseconds with their fractions, comparable between the processes of one machine. */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}
