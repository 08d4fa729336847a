import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { putLoad } from '../../../bench/receive/load.ts';

describe('the load generator', () => {
  it('sends each request once, whole, and counts what was not accepted', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request
        .on('data', (chunk) => {
          body += String(chunk);
        })
        .on('end', () => {
          bodies.push(body);
          // Without a length Node.js answers in chunks.
          if (bodies.length % 2 === 0) response.writeHead(202, { 'content-length': 2 }).end('{}');
          else response.writeHead(503).end('{}');
        });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const result = await putLoad({
      port,
      path: '/',
      headers: {},
      bodies: ['{"a":"ü"}', 'x'.repeat(100_000)],
      requests: 10,
      connections: 3,
    });
    await new Promise((closed) => server.close(closed));
    expect(bodies.toSorted()).toEqual([...Array(5).fill('x'.repeat(100_000)), ...Array(5).fill('{"a":"ü"}')]);
    expect(result.latencies).toHaveLength(10);
    expect(result.refused).toBe(5);
  });
});
