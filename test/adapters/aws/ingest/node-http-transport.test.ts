import { getEventListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import type {
  HttpTransport,
  TransportRequest,
} from '../../../../lambdas/adapters/aws/ingest/http-transport.ts';
import { createNodeHttpTransport } from '../../../../lambdas/adapters/aws/ingest/node-http-transport.ts';
import { createSignedClient } from '../../../../lambdas/adapters/aws/ingest/signed-client.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

interface Served {
  readonly url: string;
  /** The connection's number and the request line of each request. */
  readonly asked: {
    readonly connection: number;
    readonly line: string;
    readonly headers: IncomingMessage['headers'];
  }[];
  /** Open connections. */
  readonly sockets: Set<Socket>;
}

async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, count: number) => void = (_, response) =>
    response.end('fine'),
  keepAliveTimeout = 60_000,
): Promise<Served> {
  const sockets = new Set<Socket>();
  const numbers = new WeakMap<Socket, number>();
  const asked: Served['asked'] = [];
  const server = createServer({ keepAliveTimeout }, (request, response) => {
    const { method, url, headers, socket } = request;
    asked.push({ connection: numbers.get(socket) ?? 0, line: `${method} ${url}`, headers });
    answer(request, response, asked.length);
  });
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    numbers.set(socket, connections);
    sockets.add(socket.once('close', () => sockets.delete(socket)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stops.push(() => server.close().closeAllConnections());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, sockets };
}

function request(url: string, more: Partial<TransportRequest> = {}): TransportRequest {
  const address = new URL(url);
  return {
    method: 'GET',
    url: address,
    headers: { host: address.host },
    signal: AbortSignal.timeout(5000),
    repeatable: true,
    ...more,
  };
}

/** What is seen at the other end a little later. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 5));
}

const connectionsOf = ({ asked }: Served) => asked.map(({ connection }) => connection);

describe('requests by Node', () => {
  it('go one after the other over one connection, and two at once over two, which both stay', async () => {
    const served = await serve((_, response) => setTimeout(() => response.end('fine'), 20));
    const send = createNodeHttpTransport();
    await send(request(served.url));
    await send(request(served.url));
    await Promise.all([send(request(served.url)), send(request(served.url))]);
    await Promise.all([send(request(served.url)), send(request(served.url))]);
    expect(connectionsOf(served).slice(0, 2)).toEqual([1, 1]);
    expect(
      connectionsOf(served)
        .slice(2)
        .toSorted((one, other) => one - other),
    ).toEqual([1, 1, 2, 2]);
  });

  it('share connections between clients', async () => {
    const served = await serve();
    const env = {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: served.url,
    };
    for (let client = 0; client < 2; client += 1) {
      await createSignedClient({ env }).call({ service: 'sqs', method: 'GET', path: '/a?b=c' });
    }
    expect(connectionsOf(served)).toEqual([1, 1]);
    expect(served.asked[1]).toMatchObject({
      line: 'GET /a?b=c',
      headers: { host: new URL(served.url).host, 'accept-encoding': 'identity' },
    });
  });

  it('that may not arrive twice get a connection of their own', async () => {
    const served = await serve();
    const send = createNodeHttpTransport();
    await send(request(served.url));
    await send(request(served.url, { method: 'POST', body: '{}', repeatable: false }));
    await send(request(served.url, { method: 'POST', body: '{}', repeatable: false }));
    expect(connectionsOf(served)).toEqual([1, 2, 3]);
    expect(served.asked.map(({ headers }) => headers.connection)).toEqual(['keep-alive', 'close', 'close']);
    await until(() => served.sockets.size === 1);
  });

  it.each(['', 'a'.repeat(3_000_000), 'Zürich ☃', new Uint8Array([0, 255, 10])])(
    'carry a body whole, with its length',
    async (body) => {
      const bytes: Buffer[] = [];
      const served = await serve((incoming, response) => {
        incoming.on('data', (chunk: Buffer) => bytes.push(chunk)).on('end', () => response.end('fine'));
      });
      await createNodeHttpTransport()(request(served.url, { method: 'PUT', body }));
      expect(Buffer.concat(bytes).equals(Buffer.from(body))).toBe(true);
      expect(served.asked[0]?.headers['content-length']).toBe(String(Buffer.byteLength(body)));
      expect(served.asked[0]?.headers['transfer-encoding']).toBeUndefined();
    },
  );
});

describe('answers by Node', () => {
  const responseTo = async (answer: (response: ServerResponse) => void) =>
    createNodeHttpTransport()(request((await serve((_, response) => answer(response))).url));

  it('have status, headers and all bytes', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 256));
    const answer = await responseTo((response) => {
      response.writeHead(
        404,
        [
          ['X-Amzn-RequestId', '7'],
          ['Server', 'one'],
          ['Server', 'two'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ].flat(),
      );
      response.end(bytes);
    });
    expect(answer).toMatchObject({
      status: 404,
      headers: { 'x-amzn-requestid': '7', server: 'one, two', 'set-cookie': 'a=1, b=2' },
    });
    expect(answer.body.equals(bytes)).toBe(true);
  });

  it('are unpacked', async () => {
    const answer = await responseTo((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('fine')),
    );
    expect(answer.body.toString()).toBe('fine');
  });

  it('that say they are packed and are not are no answers', async () => {
    const given = responseTo((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('fine'),
    );
    await expect(given).rejects.toThrow('incorrect header check');
  });

  it('that unpack to more than anybody sends are no answers', async () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));
    const given = responseTo((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    await expect(given).rejects.toThrow('larger than');
  });

  it('that lead elsewhere are not followed', async () => {
    const elsewhere = await serve();
    const answer = await responseTo((response) => response.writeHead(307, { location: elsewhere.url }).end());
    expect(answer).toMatchObject({ status: 307, headers: { location: elsewhere.url } });
    expect(elsewhere.asked).toEqual([]);
  });

  it('that break off are no answers, and are not asked for again', async () => {
    const served = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('half', () => response.destroy());
    });
    await expect(createNodeHttpTransport()(request(served.url))).rejects.toThrow('aborted');
    expect(served.asked).toHaveLength(1);
  });

  it('that change the protocol are no answers, and end at once', async () => {
    const answered = responseTo((response) =>
      response.socket?.write(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: tls\r\n\r\n',
      ),
    );
    await expect(answered).rejects.toThrow('without an answer');
  });

  it('leave nothing behind on the signal', async () => {
    const { signal } = new AbortController();
    const served = await serve();
    const send = createNodeHttpTransport();
    for (const repeatable of [true, true, false]) await send(request(served.url, { signal, repeatable }));
    await until(() => getEventListeners(signal, 'abort').length === 0);
  });

  it('that are no HTTP are not told', async () => {
    const served = await serve((_, response) => response.socket?.end('secret text\r\n\r\n'));
    const given = await createNodeHttpTransport()(request(served.url)).catch((error: unknown) => error);
    expect(given).toMatchObject({ code: expect.stringMatching(/^HPE_/) });
    expect(JSON.stringify(given)).not.toContain('rawPacket');
  });

  it.each([
    ['does not come', () => {}],
    ['comes too slowly', (response: ServerResponse) => response.writeHead(200).write('half')],
  ])('that %s are given up, with their connection', async (_, answer) => {
    const patience = new AbortController();
    const { signal } = patience;
    const reason = new Error('no answer in time');
    const served = await serve((_request, response) => {
      answer(response);
      setTimeout(() => patience.abort(reason), 30);
    });
    await expect(createNodeHttpTransport()(request(served.url, { signal }))).rejects.toBe(reason);
    await until(() => served.sockets.size === 0);
    const late = createNodeHttpTransport()(request(served.url, { signal }));
    await expect(late).rejects.toBe(reason);
    expect(served.asked).toHaveLength(1);
  });
});

describe('a kept connection', () => {
  /** Answers the first request of each connection and resets it at the next one. */
  const resetsSecond = () => {
    const seen = new WeakSet<Socket>();
    return serve(({ socket }, response) => {
      if (seen.has(socket)) return void socket.resetAndDestroy();
      seen.add(socket);
      response.end('fine');
    });
  };

  it('that the server closed meanwhile is not used again', async () => {
    const served = await serve();
    const send = createNodeHttpTransport();
    await send(request(served.url));
    for (const socket of served.sockets) socket.end();
    await until(() => served.sockets.size === 0);
    await send(request(served.url));
    expect(connectionsOf(served)).toEqual([1, 2]);
  });

  it('whose end is not seen yet costs one more connection', async () => {
    const served = await serve();
    const send = createNodeHttpTransport();
    await send(request(served.url));
    for (const socket of served.sockets) socket.resetAndDestroy();
    // Nothing of it has reached us: no turn of the event loop lies between.
    expect((await send(request(served.url))).status).toBe(200);
    expect(connectionsOf(served)).toEqual([1, 2]);
  });

  it('that is reset before an answer is replaced once', async () => {
    const served = await resetsSecond();
    const send = createNodeHttpTransport();
    await send(request(served.url));
    expect((await send(request(served.url, { method: 'POST', body: '{}' }))).status).toBe(200);
    expect(connectionsOf(served)).toEqual([1, 1, 2]);
  });

  it('that is reset after a part of the answer is a failure', async () => {
    const served = await serve((_, response, count) => {
      if (count === 1) return void response.end('fine');
      response.writeHead(200, { 'content-length': '10' }).write('half');
      setTimeout(() => response.socket?.resetAndDestroy(), 30);
    });
    const send = createNodeHttpTransport();
    await send(request(served.url));
    await expect(send(request(served.url))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(served.asked).toHaveLength(2);
  });

  it('is not replaced when a new one is reset too', async () => {
    const served = await serve(({ socket }, response, count) => {
      if (count === 1) response.end('fine');
      else socket.resetAndDestroy();
    });
    const send = createNodeHttpTransport();
    await expect(send(request(served.url)).then(() => send(request(served.url)))).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(served.asked).toHaveLength(3);
    const afresh: HttpTransport = createNodeHttpTransport();
    await expect(afresh(request(served.url))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(served.asked).toHaveLength(4);
  });

  it('that was idle while the process was frozen is dropped', async () => {
    const served = await serve();
    let now = 1_000_000;
    const send = createNodeHttpTransport(() => now);
    await send(request(served.url));
    now += 3_900;
    await send(request(served.url));
    // The clock on the wall goes on; no timer of the process has run.
    now += 4_100;
    await send(request(served.url));
    expect(connectionsOf(served)).toEqual([1, 1, 2]);
  });
});
