import { describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { ProbeRequest } from '../../../lambdas/ports/http-probe.ts';
import { httpSchema } from '../../../lambdas/smoke-tests/http/http-schema.ts';
import { httpSmokeTest } from '../../../lambdas/smoke-tests/http/http-smoke-test.ts';
import { createInProcessAws } from '../../../local/world/in-process-aws.ts';

type Answer = { readonly status?: number; readonly body?: unknown; readonly milliseconds?: number } | Error;

const signIn = {
  host: 'accounts.shop.example',
  secrets: { password: { secret: 'shop/smoke' } },
  steps: [
    {
      method: 'POST',
      path: '/v1/sessions',
      json: { user: 'smoke', password: '{{password}}' },
      expect: { status: 201 },
      keep: { token: '/session/token' },
    },
    {
      path: '/v1/users/{{token}}',
      headers: { authorization: 'Bearer {{token}}' },
      expect: { json: { '/user/name': 'smoke', '/user/locked': { exists: false } }, withinMilliseconds: 500 },
    },
  ],
};

async function run(entry: unknown, answers: readonly Answer[]) {
  const requests: ProbeRequest[] = [];
  const result = await httpSmokeTest.run(
    {
      aws: createInProcessAws(() => ({ body: '{}' })),
      http: {
        send: async (request) => {
          const answer = answers[requests.push(request) - 1];
          if (answer === undefined || answer instanceof Error) throw answer ?? new Error('not asked for');
          const { status = 200, body = {}, milliseconds = 10 } = answer;
          return { status, body: typeof body === 'string' ? body : JSON.stringify(body), milliseconds };
        },
      },
      secret: async (name) => `value of ${name}\n`,
      id: 'sign-in',
      now: new Date('2026-11-23T02:00:00.000Z'),
      signal: new AbortController().signal,
    },
    httpSchema.parse(entry),
  );
  return { ...result, requests };
}

const session = { status: 201, body: { session: { token: 'a b/../c\r\nx-evil: 1' } } };
const user = { body: { user: { name: 'smoke' } } };

describe('a smoke test over HTTPS', () => {
  it('gives the next step what it kept, and the secrets where they belong', async () => {
    const { outcome, requests } = await run(signIn, [session, user]);
    expect(outcome).toBe('passed');
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ user: 'smoke', password: 'value of shop/smoke' });
    expect(requests[1]).toMatchObject({ method: 'GET', host: 'accounts.shop.example' });
    // What a server answers neither leaves its place in the path nor makes a header of its own.
    expect(requests[1]?.path).toBe('/v1/users/a%20b%2F..%2Fc%0D%0Ax-evil%3A%201');
    expect(requests[1]?.headers).toEqual({ authorization: 'Bearer a b/../cx-evil: 1' });
  });

  it.each<[string, Answer, RegExp]>([
    ['a wrong status', { status: 503 }, /HTTP 503 instead of 201/],
    ['a missing value to keep', { status: 201, body: {} }, /\/session\/token is not there/],
    ['no answer', new DependencyUnavailableError('accounts.shop.example did not answer in time'), /in time/],
  ])('fails at %s, and says in which step', async (_, answer, text) => {
    const failed = await run(signIn, [answer]);
    expect(failed).toMatchObject({ outcome: 'failed', text: expect.stringMatching(text) });
    expect(failed.text).toMatch(/^step 1 of 2/);
    expect(failed.requests).toHaveLength(1);
  });

  it.each<[string, Answer, RegExp]>([
    ['another value', { body: { user: { name: 'eve' } } }, /\/user\/name is "eve" instead of "smoke"/],
    ['a value too many', { body: { user: { name: 'smoke', locked: true } } }, /\/user\/locked is there/],
    ['no JSON', { body: '<html>' }, /no JSON/],
    ['a redirect', { status: 302 }, /HTTP 302/],
    ['a slow answer', { ...user, milliseconds: 501 }, /501 ms/],
  ])('fails at %s', async (_, answer, text) => {
    expect(await run(signIn, [session, answer])).toMatchObject({
      outcome: 'failed',
      text: expect.stringMatching(text),
    });
  });

  it('shows no secret that a server sends back, and no content of somebody', async () => {
    const echo = { body: { user: { name: 'value of shop/smoke' } } };
    const { text } = await run(signIn, [session, echo]);
    expect(text).not.toContain('value of shop/smoke');
    expect((await run(signIn, [session, { body: { user: { name: { born: 1970 } } } }])).text).not.toMatch(
      /1970/,
    );
  });

  it.each<[string, unknown]>([
    ['a secret in an address', { ...signIn, steps: [{ path: '/v1?p={{password}}' }] }],
    ['a variable that nothing gives', { ...signIn, steps: [{ path: '/{{token}}' }] }],
    ['a variable of a later step', { ...signIn, steps: [signIn.steps[1], signIn.steps[0]] }],
    ['an address in place of a name', { ...signIn, host: '10.0.0.1' }],
    ['a name with a port', { ...signIn, host: 'shop.example:8443' }],
    ['cookies', { ...signIn, steps: [{ path: '/', headers: { cookie: 'a=b' } }] }],
    ['a header of two lines', { ...signIn, steps: [{ path: '/', headers: { accept: 'a\r\nb: c' } }] }],
    ['JSON and a body', { ...signIn, steps: [{ path: '/', json: {}, body: '' }] }],
    ['no step', { ...signIn, steps: [] }],
  ])('refuses %s', (_, entry) => {
    expect(httpSchema.safeParse(entry).success).toBe(false);
  });
});
