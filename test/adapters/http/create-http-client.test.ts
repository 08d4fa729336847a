import { afterEach, describe, expect, it } from '@jest/globals';
import { createHttpClient } from '../../../lambdas/adapters/http/create-http-client.ts';
import { sendOverInternet, sendToLoopback } from '../../../lambdas/adapters/http/send-https.ts';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { HttpRequest } from '../../../lambdas/ports/http-client.ts';
import {
  brokenConnection,
  type LocalRequest,
  type LocalResponse,
  type LoopbackServer,
  serveLoopback,
} from '../../../local/cloud/http/loopback-server.ts';

let server: LoopbackServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const post: HttpRequest = {
  method: 'POST',
  host: 'hooks.shop.example',
  path: '/failover?mode=fast',
  headers: { authorization: 'top-secret' },
  body: '{"token":"top-secret"}',
};
const get: HttpRequest = { method: 'GET', host: post.host, path: '/' };

/** Answers one after the other, the last one for ever. */
async function clientOf(...answers: readonly LocalResponse[]) {
  const requests: LocalRequest[] = [];
  const waits: number[] = [];
  server = await serveLoopback(async (request) => {
    requests.push(request);
    return answers[Math.min(requests.length, answers.length) - 1] ?? brokenConnection;
  });
  const client = createHttpClient({
    send: sendToLoopback(server.url),
    maxBytes: 1000,
    now: () => new Date('2026-03-01T02:04:02.000Z'),
    wait: async (seconds) => void waits.push(seconds),
  });
  return { client, requests, waits };
}

describe('the client of servers outside AWS', () => {
  it('sends what it is given, and gives back status and body', async () => {
    const { client, requests } = await clientOf({ status: 422, body: 'no' });
    expect(await client.send(post)).toEqual({ status: 422, body: 'no' });
    expect(requests).toMatchObject([
      {
        method: 'POST',
        path: '/failover',
        headers: { authorization: 'top-secret', 'x-forwarded-host': 'hooks.shop.example' },
      },
    ]);
    expect(requests[0]?.query.get('mode')).toBe('fast');
    expect(requests[0]?.body.toString()).toBe(post.body);
  });

  it.each([
    ['a redirect', { status: 302, headers: { location: 'http://169.254.169.254/' } }],
    ['more than it may read', { status: 200, body: 'x'.repeat(1001) }],
  ])('takes %s for a mistake and does not try again', async (_, answer) => {
    const { client, requests } = await clientOf(answer);
    await expect(client.send(get)).rejects.toThrow(ConfigurationError);
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['breaks', brokenConnection],
    ['answers 503', { status: 503 }],
  ])('repeats a read when the server %s, and gives up after three times', async (_, answer) => {
    const { client, requests } = await clientOf(answer, answer, { status: 200, body: 'ok' });
    expect(await client.send(get)).toEqual({ status: 200, body: 'ok' });
    await server?.stop();
    const other = await clientOf(answer);
    await expect(other.client.send(get)).rejects.toThrow(DependencyUnavailableError);
    expect([requests.length, other.requests.length]).toEqual([3, 3]);
  });

  it.each([
    ['breaks', brokenConnection],
    ['answers 503', { status: 503 }],
  ])('sends a change once when the server %s: it may have arrived', async (_, answer) => {
    const { client, requests } = await clientOf(answer);
    await expect(client.send(post)).rejects.toThrow(DependencyUnavailableError);
    expect(requests).toHaveLength(1);
  });

  it('waits as long as it is asked to, and sends even a change again: it was not taken', async () => {
    const busy = { status: 429, headers: { 'retry-after': '3' } };
    const { client, waits } = await clientOf(busy, { status: 200 });
    expect(await client.send(post)).toMatchObject({ status: 200 });
    expect(waits).toEqual([3]);
  });

  it('does not wait for minutes', async () => {
    const { client, requests, waits } = await clientOf({ status: 429, headers: { 'retry-after': '120' } });
    await expect(client.send(get)).rejects.toThrow('again in 120 s');
    expect({ requests: requests.length, waits }).toEqual({ requests: 1, waits: [] });
  });

  it('never quotes what was sent', async () => {
    const { client } = await clientOf(brokenConnection);
    await expect(client.send(post)).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('top-secret') }),
    );
  });

  it('stops when nobody waits any more', async () => {
    const { client, requests } = await clientOf(brokenConnection);
    await expect(client.send({ ...get, signal: AbortSignal.abort() })).rejects.toThrow();
    expect(requests.length).toBeLessThanOrEqual(1);
  });
});

describe('over the internet', () => {
  const over = (...addresses: readonly string[]) => {
    const asked: string[] = [];
    const client = createHttpClient({
      wait: async () => {},
      send: sendOverInternet((name, _, callback) => {
        asked.push(name);
        callback(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
      }),
    });
    return { client, asked };
  };

  it.each([
    ['the metadata of a cloud', ['169.254.169.254']],
    ['this computer', ['127.0.0.1']],
    ['a private network, beside a public address', ['1.1.1.1', '10.0.0.1']],
    ['nothing', []],
  ])('reaches no name that leads to %s', async (_, addresses) => {
    const { client, asked } = over(...addresses);
    await expect(client.send(get)).rejects.toThrow('not at a public address');
    expect(asked).toEqual(['hooks.shop.example']);
  });

  it('reaches no address, only names', async () => {
    const { client, asked } = over('1.1.1.1');
    await expect(client.send({ ...get, host: '169.254.169.254' })).rejects.toThrow(ConfigurationError);
    expect(asked).toEqual([]);
  });

  it('is replaced by this computer only', () => {
    expect(() => sendToLoopback('http://10.0.0.1:80')).toThrow(ConfigurationError);
  });
});
