import { connect, type Socket } from 'node:net';

/** So many requests to one server on the loopback, one after the other on each connection. */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly string[];
  readonly requests: number;
  readonly connections: number;
}

export interface LoadResult {
  readonly seconds: number;
  /** One for each request, in milliseconds. */
  readonly latencies: readonly number[];
  /** How many answers were not 2xx. */
  readonly refused: number;
}

/**
 * Raw keep-alive sockets and requests that are built beforehand, so that the generator on its core is faster than the server on
 * the other. Rejects when a connection ends or an answer cannot be read.
 */
export async function putLoad(load: Load): Promise<LoadResult> {
  const requests = load.bodies.map((body) => requestOf(load, body));
  const result = { latencies: [] as number[], refused: 0 };
  let begun = 0;
  const next = (): Buffer | undefined => {
    if (begun === load.requests) return undefined;
    begun += 1;
    return requests[begun % requests.length];
  };
  const sockets = await Promise.all(Array.from({ length: load.connections }, () => open(load.port)));
  const start = performance.now();
  await Promise.all(sockets.map((socket) => converse(socket, next, result)));
  return { seconds: (performance.now() - start) / 1000, ...result };
}

function requestOf({ path, headers, port }: Load, body: string): Buffer {
  const fields = { host: `127.0.0.1:${port}`, ...headers, 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket)).once('error', reject);
  });
}

function converse(
  socket: Socket,
  next: () => Buffer | undefined,
  result: { latencies: number[]; refused: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = '';
    let sentAt = 0;
    const send = (): void => {
      const request = next();
      if (request === undefined) {
        socket.removeAllListeners('close').destroy();
        resolve();
        return;
      }
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      received += String(text);
      const response = wholeResponse(received);
      if (response === null) return;
      result.latencies.push(performance.now() - sentAt);
      if (!response.accepted) result.refused += 1;
      received = '';
      send();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`Port ${socket.remotePort ?? '?'} closed a connection`)));
    send();
  });
}

/** Null until it is whole. Throws for an answer whose length is unknown. */
function wholeResponse(text: string): { readonly accepted: boolean } | null {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const head = text.slice(0, end);
  return isWhole(head, text.slice(end + 4)) ? { accepted: head.startsWith('HTTP/1.1 2') } : null;
}

function isWhole(head: string, body: string): boolean {
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length);
  if (/\r\ntransfer-encoding: chunked/i.test(head)) return body.endsWith('0\r\n\r\n');
  throw new Error(`An answer does not tell its length:\n${head}`);
}
