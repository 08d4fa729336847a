import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FunctionSpec } from '../../../lib/functions/function-spec.ts';
import { startApiGateway } from '../../../local/cloud/api-gateway.ts';
import {
  type LoopbackServer,
  PortInUseError,
  serveLoopback,
} from '../../../local/cloud/http/loopback-server.ts';

const spec: FunctionSpec = {
  handler: 'receive-alert',
  name: 'receive-alert',
  actionKind: null,
  onlyWith: null,
  trigger: {
    kind: 'http',
    routes: [
      { method: 'POST', path: '/v1/alerts/{source}', access: 'open' },
      { method: 'GET', path: '/', access: 'open' },
    ],
  },
  memoryMb: 128,
  timeoutSeconds: 1,
  reservedConcurrency: 1,
  capabilities: [],
  usesPolicy: true,
  statements: [],
  elsewhere: [],
  failureImpact: '',
};

describe('the local API', () => {
  const events: Record<string, unknown>[] = [];
  let api: LoopbackServer;
  beforeEach(async () => {
    events.length = 0;
    api = await startApiGateway({
      port: 0,
      functions: [spec],
      now: () => new Date('2026-11-23T02:02:10Z'),
      invoke: async (_, event) => {
        events.push(event as Record<string, unknown>);
        return { payload: { statusCode: 202, headers: { 'x-one': '1' }, body: '{}' } };
      },
    });
  });
  afterEach(() => api.stop());

  it('lets pages of its own answer first, and lets nobody but them show the others in a frame', async () => {
    const policy = "default-src 'none'; frame-ancestors 'none'";
    const withOwn = await startApiGateway({
      port: 0,
      functions: [spec],
      invoke: async () => ({ payload: { statusCode: 200, headers: { 'Content-Security-Policy': policy } } }),
      ownPages: ({ path }) => (path === '/demo' ? { status: 200, body: 'own' } : null),
    });
    try {
      expect(await (await fetch(`${withOwn.url}/demo`)).text()).toBe('own');
      const framed = (await fetch(`${withOwn.url}/`)).headers.get('content-security-policy');
      expect(framed).toBe("default-src 'none'; frame-ancestors 'self'");
      const foreign = await fetch(`${withOwn.url}/demo`, { headers: { origin: 'https://evil.example' } });
      expect(foreign.status).toBe(403);
    } finally {
      await withOwn.stop();
    }
  });

  it('hands over the very bytes, the path parameters and every header value', async () => {
    const body = Buffer.from([0xff, 0x00, 0x7b, 0xc3]);
    const response = await fetch(`${api.url}/v1/alerts/my%20source?a=1&a=2`, { method: 'POST', body });
    expect(response.status).toBe(202);
    expect(response.headers.get('x-one')).toBe('1');
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      resource: '/v1/alerts/{source}',
      httpMethod: 'POST',
      pathParameters: { source: 'my%20source' },
      multiValueQueryStringParameters: { a: ['1', '2'] },
      isBase64Encoded: true,
      body: body.toString('base64'),
    });
  });

  it('tells the time of the local world, also where there is no route', async () => {
    const response = await fetch(`${api.url}/time`, { method: 'HEAD' });
    expect(response.headers.get('date')).toBe('Mon, 23 Nov 2026 02:02:10 GMT');
  });

  it('answers HEAD by the GET route, and nothing without a route', async () => {
    expect((await fetch(api.url, { method: 'HEAD' })).status).toBe(202);
    expect((await fetch(`${api.url}/v1/alerts/a/b`, { method: 'POST' })).status).toBe(404);
    expect(events).toHaveLength(1);
  });

  it('says which methods an address takes', async () => {
    const response = await fetch(`${api.url}/v1/alerts/a`, { method: 'PUT', body: '{}' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await response.json()).toMatchObject({ error: { code: 'method.unknown' } });
    expect(events).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'hands over a header and a query named %s',
    async (name) => {
      const response = await fetch(`${api.url}/?${name}=1`, { headers: { [name]: '2' } });
      expect(response.status).toBe(202);
      expect(Object.entries(events[0]?.['multiValueQueryStringParameters'] ?? {})).toEqual([[name, ['1']]]);
    },
  );

  it.each(['//[', '//evil.example.com/v1/alerts/x', '*', 'http://[', 'no-address'])(
    'outlives a request for %s',
    async (target) => {
      expect(await statusOf(api.port, target)).toBeGreaterThanOrEqual(400);
      expect((await fetch(api.url)).status).toBe(202);
    },
  );

  it('refuses a body above 10 MB as API Gateway does', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1, 'a');
    const response = await fetch(`${api.url}/v1/alerts/x`, { method: 'POST', body });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 'gateway.too-large' } });
    expect(events).toEqual([]);
  });

  it('takes a body that comes in many pieces', async () => {
    const body = 'a'.repeat(3_000_000);
    await fetch(`${api.url}/v1/alerts/x`, { method: 'POST', body });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ body: Buffer.from(body).toString('base64') });
  });

  it('outlives a sender that leaves before its body is whole', async () => {
    const left = new Promise((resolve) => {
      const socket = connect(api.port, '127.0.0.1', () => {
        const head = `POST /v1/alerts/x HTTP/1.1\r\nhost: 127.0.0.1:${api.port}\r\ncontent-length: 9\r\n`;
        socket.write(`${head}expect: 100-continue\r\n\r\n`);
      });
      // "100 Continue": the head was taken, and the body is waited for.
      socket.once('data', () => socket.write('half', () => socket.resetAndDestroy()));
      socket.once('close', resolve);
    });
    await left;
    expect((await fetch(api.url)).status).toBe(202);
    expect(events).toHaveLength(1);
  });

  it('does not serve pages of other sites', async () => {
    const foreign = { method: 'POST', headers: { origin: 'http://evil.example.com' } };
    expect((await fetch(`${api.url}/v1/alerts/x`, foreign)).status).toBe(403);
    expect(events).toEqual([]);
  });

  it('does not answer to a host name that only resolves to the loopback', async () => {
    const status = await new Promise((resolve) => {
      request(api.url, { headers: { host: 'evil.example.com' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(421);
    expect(events).toEqual([]);
  });

  it('names the port that is taken and how to choose another', async () => {
    const start = serveLoopback(async () => ({ status: 200 }), { port: api.port });
    await expect(start).rejects.toThrow(PortInUseError);
    await expect(serveLoopback(async () => ({ status: 200 }), { port: api.port })).rejects.toThrow(/--port/);
  });
});

/** Status of a GET with the request target as it stands, which no client library would send. */
function statusOf(port: number, target: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    });
    let received = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(Number(received.split(' ')[1])));
  });
}
