import { describe, expect, it } from '@jest/globals';
import { curlCommandLine } from '../../../../lambdas/domain/response/command-log/curl-command-line.ts';

const call = { method: 'POST', host: 'hooks.shop.example', path: '/a?b=c' };

describe('a request as a command line of curl', () => {
  it('has method, headers, body and address', () => {
    expect(
      curlCommandLine({ ...call, headers: { 'content-type': 'application/json' }, body: '{"to":"eu"}' }),
    ).toBe(
      `curl --request POST --header 'content-type: application/json' --data '{"to":"eu"}' 'https://hooks.shop.example/a?b=c'`,
    );
  });

  it('shows no header that may be a secret, and masks secrets in the body', () => {
    const line = curlCommandLine({
      ...call,
      headers: { authorization: 'abc', 'webhook-signature': 'v1,abc', 'x-other': 'abc' },
      body: '{"password":"abc","region":"eu"}',
    });
    expect(line).not.toContain('abc');
    expect(line).toContain('"region":"eu"');
  });

  it('cuts what is very long', () => {
    expect(curlCommandLine({ ...call, body: 'x y '.repeat(1000) }).length).toBeLessThan(1010);
  });
});
