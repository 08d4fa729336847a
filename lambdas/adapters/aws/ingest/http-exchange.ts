import type { Agent, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { decodedBody } from '../../builtins/decoded-body.ts';
import { lazyHttp, lazyHttps } from '../../builtins/lazy-builtins.ts';
import type { TransportRequest, TransportResponse } from './http-transport.ts';

/** The largest answers of AWS have 10 MB or so. */
const longestResponseBytes = 64 * 1024 * 1024;

/** A kept connection turned out to be closed before an answer began. */
export class ConnectionEndedError extends Error {}

/** The module whose client speaks a URL's protocol. */
export function clientFor({ protocol }: URL) {
  return protocol === 'https:' ? lazyHttps() : lazyHttp();
}

/** One request and its answer, over a connection of the agent; `free` is told when the answer is whole and leaves it free. */
export function exchange(
  { method, url, headers, body, signal }: TransportRequest,
  agent: Agent,
  free: (connection: Socket) => void,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) throw signal.reason;
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const request = clientFor(url).request(url, {
      method,
      agent,
      headers: { ...headers, ...length },
      joinDuplicateHeaders: true,
    });
    const fail = (error: Error): void => {
      // Bytes of an answer that is no HTTP: they would be logged with the error.
      Reflect.deleteProperty(error, 'rawPacket');
      reject(error);
      request.destroy();
    };
    const giveUp = (): void => fail(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    let answering = false;
    request.on('close', () => {
      signal.removeEventListener('abort', giveUp);
      // Of a switch to another protocol nothing else is told.
      if (!answering) fail(new Error('The connection ended without an answer'));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const reset = error.code === 'ECONNRESET' || error.code === 'EPIPE';
      const ended = reset && request.reusedSocket && !answering;
      fail(ended ? new ConnectionEndedError(error.message, { cause: error }) : error);
    });
    request.on('response', (incoming) => {
      answering = true;
      const { socket } = incoming;
      collect(incoming, fail, (bytes) => {
        free(socket);
        resolve(responseOf(incoming, bytes));
      });
    });
    request.end(body);
  });
}

function collect(
  incoming: IncomingMessage,
  fail: (error: Error) => void,
  done: (bytes: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size > longestResponseBytes)
      fail(new Error(`The answer is larger than ${longestResponseBytes} bytes`));
  });
  incoming.on('error', fail);
  incoming.on('end', () => {
    // We ask for none, but S3 gives an object in the coding that it was stored with.
    const coding = incoming.headers['content-encoding'];
    try {
      done(decodedBody(Buffer.concat(chunks, size), coding, longestResponseBytes));
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function responseOf({ statusCode = 0, headers }: IncomingMessage, body: Buffer): TransportResponse {
  const joined: Record<string, string> = {};
  for (const [name, value = ''] of Object.entries(headers)) {
    joined[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return { status: statusCode, headers: joined, body };
}
