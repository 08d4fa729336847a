import { describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import {
  DependencyUnavailableError,
  NotFoundError,
  UnauthenticatedError,
  WriteConflictError,
} from '../../lambdas/domain/errors.ts';
import { readJson } from '../../lambdas/http/http-request.ts';
import { htmlResponse, rawResponse } from '../../lambdas/http/http-response.ts';
import { type HttpRoutes, httpTask } from '../../lambdas/http/http-task.ts';
import type { LogDetails } from '../../lambdas/runtime/log/log.ts';
import { anHttpEvent, anInvocation } from '../support/builders/invocation.ts';

/** An endpoint with this one route, and what it logged. */
function bench(route: HttpRoutes<null>[`GET /${string}`]) {
  const logged: [string, LogDetails | undefined][] = [];
  const log = (message: string, details?: LogDetails) => logged.push([message, details]);
  const task = httpTask({ 'POST /v1/things/{id}': route, 'GET /page': route });
  const invocation = anInvocation({ info: log, warn: log, error: log, appendKeys: () => {} });
  return { endpoint: (event: APIGatewayProxyEvent) => task.run(() => null, event, invocation), logged };
}

const fails = (error: Error) =>
  bench(async () => {
    throw error;
  });
const post = anHttpEvent('POST', '/v1/things/{id}');
const bodyOf = (result: { body: string }) => JSON.parse(result.body);

describe('an HTTP endpoint', () => {
  it('hands its route what was sent', async () => {
    const { endpoint } = bench((_, { method, parameters, query, headers, body, callerArn }) =>
      rawResponse(201, {
        method,
        parameters,
        query,
        headers,
        body: Buffer.from(body).toString(),
        callerArn,
      }),
    );
    const result = await endpoint(
      anHttpEvent('POST', '/v1/things/{id}', {
        pathParameters: { id: '7' },
        queryStringParameters: { limit: '3' },
        headers: { 'X-Signature': 'last' },
        multiValueHeaders: { 'X-Signature': ['first', 'last'] },
        body: Buffer.from('☃').toString('base64'),
        isBase64Encoded: true,
      }),
    );
    expect(result.statusCode).toBe(201);
    expect(bodyOf(result)).toEqual({
      method: 'POST',
      parameters: { id: '7' },
      query: { limit: '3' },
      headers: { 'x-signature': ['first', 'last'] },
      body: '☃',
      callerArn: null,
    });
  });

  it.each([
    ['a%2Fb%20%E2%98%83', 'a/b ☃'],
    ['100%', '100%'],
  ])('decodes the path parameter %s, which a REST API does not', async (sent, expected) => {
    const { endpoint } = bench((_, { parameters }) => rawResponse(200, parameters));
    const event = anHttpEvent('POST', '/v1/things/{id}', { pathParameters: { id: sent } });
    expect(bodyOf(await endpoint(event))).toEqual({ id: expected });
  });

  it('puts the security headers on every answer', async () => {
    const expected = {
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': expect.stringContaining("frame-ancestors 'none'"),
      'X-Content-Type-Options': 'nosniff',
      'Strict-Transport-Security': expect.stringContaining('max-age='),
      'X-Robots-Tag': expect.stringContaining('noindex'),
    };
    const { endpoint } = bench(() => rawResponse(200, {}));
    expect((await endpoint(post)).headers).toMatchObject(expected);
    expect((await endpoint(anHttpEvent('GET', '/none'))).headers).toMatchObject(expected);
    expect((await fails(new Error('x')).endpoint(post)).headers).toMatchObject(expected);
  });

  it('lets a page run the scripts it names and nothing else', async () => {
    const { endpoint } = bench(() => htmlResponse(200, '<p>', { scripts: ['alert(1)'], styles: [] }));
    const policy = String((await endpoint(anHttpEvent('GET', '/page'))).headers?.['Content-Security-Policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='");
    expect(policy).toContain("style-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
  });

  it.each([
    [new NotFoundError('no such thing'), 404, 'record.not-found', 'no such thing'],
    [new UnauthenticatedError('not accepted'), 401, 'auth.rejected', 'not accepted'],
    [
      new DependencyUnavailableError('table t-1 is down'),
      503,
      'dependency.unavailable',
      expect.not.stringContaining('t-1'),
    ],
    [new Error('secret detail'), 500, 'internal', expect.not.stringContaining('secret')],
  ])('tells of an error what a caller may know (%#)', async (error, status, code, message) => {
    const { endpoint, logged } = fails(error);
    const result = await endpoint(post);
    expect(result.statusCode).toBe(status);
    expect(bodyOf(result)).toEqual({ error: { code, message } });
    expect(logged[0]?.[1]).toMatchObject({ route: 'POST /v1/things/{id}', status, error });
  });

  it('runs a use case again when somebody else wrote first, and tells the third conflict', async () => {
    let runs = 0;
    const conflicting = (times: number) => {
      runs = 0;
      return bench(async () => {
        runs += 1;
        if (runs <= times) throw new WriteConflictError('changed');
        return rawResponse(200, { runs });
      }).endpoint(post);
    };
    expect(bodyOf(await conflicting(2))).toEqual({ runs: 3 });
    expect(await conflicting(3)).toMatchObject({ statusCode: 409 });
  });

  it('refuses a body that is not the expected JSON, without quoting it', async () => {
    const schema = {
      safeParse: (value: unknown) =>
        typeof value === 'string'
          ? ({ success: true, data: value } as const)
          : ({
              success: false,
              error: { issues: [{ path: ['a', 0], message: 'expected string' }] },
            } as const),
    };
    const { endpoint, logged } = bench((_, request) => rawResponse(200, readJson(request, schema)));
    const send = (body: string) => endpoint({ ...post, body });
    expect((await send('"fine"')).statusCode).toBe(200);
    expect(bodyOf(await send('s3cret{'))).toEqual({
      error: { code: 'input.invalid', message: 'The body is not JSON' },
    });
    expect(bodyOf(await send('7'))).toEqual({
      error: { code: 'input.invalid', message: 'The body is not valid at a.0: expected string' },
    });
    expect(JSON.stringify(logged)).not.toContain('s3cret');
  });
});
