import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createAwsClients } from '../../../../lambdas/adapters/aws/clients/aws-clients.ts';
import { createConnections } from '../../../../lambdas/adapters/aws/clients/connections.ts';
import { DependencyUnavailableError } from '../../../../lambdas/domain/errors.ts';
import type { AwsClientMode } from '../../../../lambdas/ports/aws-clients.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

interface Served {
  readonly url: string;
  /** The number of the connection of each request. */
  readonly asked: number[];
  readonly headers: IncomingMessage['headers'][];
  /** Open connections. */
  readonly sockets: Set<Socket>;
}

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

async function serve(answer: Answer = (_, response) => response.end('{}')): Promise<Served> {
  const sockets = new Set<Socket>();
  const numbers = new WeakMap<Socket, number>();
  const [asked, headers]: [number[], IncomingMessage['headers'][]] = [[], []];
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    asked.push(numbers.get(request.socket) ?? 0);
    headers.push(request.headers);
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
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, headers, sockets };
}

/** A client that tries once only, so that what is seen at the server is what the connections did. */
function clientOf({ url }: Served, { now = Date.now, timeoutSeconds = 5 } = {}) {
  const aws = createAwsClients({
    env: {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: url,
    },
    attempts: 1,
    timeoutSeconds,
    send: createConnections(now),
  });
  return (mode: AwsClientMode = 'repeatable') =>
    aws.get(SecretsManagerClient, mode).send(new GetSecretValueCommand({ SecretId: 'sources' }));
}

/** What is seen at the other end a little later. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 5));
}

/** Answers the first request of each connection and resets it at the next one. */
function resetsSecond(): Promise<Served> {
  const seen = new WeakSet<Socket>();
  return serve(({ socket }, response) => {
    if (seen.has(socket)) return void socket.resetAndDestroy();
    seen.add(socket);
    response.end('{}');
  });
}

describe('connections to AWS', () => {
  it('carry one request after the other', async () => {
    const served = await serve();
    const ask = clientOf(served);
    await ask();
    await ask();
    expect(served.asked).toEqual([1, 1]);
  });

  it('are new for what may not arrive twice', async () => {
    const served = await serve();
    const ask = clientOf(served);
    await ask();
    await ask('once');
    await ask('once');
    expect(served.asked).toEqual([1, 2, 3]);
    expect(served.headers.map(({ connection }) => connection)).toEqual(['keep-alive', 'close', 'close']);
    await until(() => served.sockets.size === 1);
  });

  it('that the server closed meanwhile are not used again', async () => {
    const served = await serve();
    const ask = clientOf(served);
    await ask();
    for (const socket of served.sockets) socket.end();
    await until(() => served.sockets.size === 0);
    await ask();
    expect(served.asked).toEqual([1, 2]);
  });

  it('whose end is not seen yet cost one more connection, and no attempt', async () => {
    const served = await resetsSecond();
    const ask = clientOf(served);
    await ask();
    await ask();
    expect(served.asked).toEqual([1, 1, 2]);
  });

  it('are not replaced twice', async () => {
    const served = await serve(({ socket }, response, count) => {
      if (count === 1) response.end('{}');
      else socket.resetAndDestroy();
    });
    const ask = clientOf(served);
    await ask();
    await expect(ask()).rejects.toBeInstanceOf(DependencyUnavailableError);
    expect(served.asked).toHaveLength(3);
  });

  it('that break off within an answer are not replaced', async () => {
    const served = await serve((_, response, count) => {
      if (count === 1) return void response.end('{}');
      response.writeHead(200, { 'content-length': '10' }).write('half', () => response.destroy());
    });
    const ask = clientOf(served);
    await ask();
    await expect(ask()).rejects.toBeInstanceOf(DependencyUnavailableError);
    expect(served.asked).toHaveLength(2);
  });

  it('that were idle while the process was frozen are dropped', async () => {
    const served = await serve();
    let now = 1_000_000;
    const ask = clientOf(served, { now: () => now });
    await ask();
    now += 3_900;
    await ask();
    // The clock on the wall goes on; no timer of the process has run.
    now += 4_100;
    await ask();
    expect(served.asked).toEqual([1, 1, 2]);
  });

  it.each([
    ['does not come', () => {}],
    ['comes too slowly', (response: ServerResponse) => response.writeHead(200).write('half')],
  ])('end with an answer that %s', async (_, answer) => {
    const served = await serve((_request, response) => answer(response));
    const ask = clientOf(served, { timeoutSeconds: 0.05 });
    await expect(ask()).rejects.toBeInstanceOf(DependencyUnavailableError);
    await until(() => served.sockets.size === 0);
    expect(served.asked).toHaveLength(1);
  });
});
