import { describe, expect, it } from '@jest/globals';
import { apiRequest, isLoopback } from '../../../bin/api/api-client.ts';
import { alignColumns } from '../../../bin/cli/columns.ts';
import { plain, usesColour } from '../../../bin/cli/terminal.ts';

const env = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_SESSION_TOKEN: 'session',
};

describe('the API client', () => {
  it('signs calls to AWS with SigV4 for the region of the address', async () => {
    const base = 'https://abc.execute-api.eu-central-1.amazonaws.com/prod';
    const { headers, url } = await apiRequest(base, '/v1/incidents?status=open', null, env);
    expect(url).toBe(`${base}/v1/incidents?status=open`);
    expect(headers.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/execute-api\/aws4_request, /,
    );
    expect(headers.get('x-amz-security-token')).toBe('session');
  });

  it.each([
    ['https://abc.execute-api.eu-central-1.amazonaws.com/prod', 'eu-central-1'],
    ['https://abc.execute-api.cn-north-1.amazonaws.com.cn/prod', 'cn-north-1'],
    ['https://firebreak.example.com', 'us-west-2'],
  ])('signs for the Region of %s, whatever Region the shell works in', async (base, region) => {
    const { headers } = await apiRequest(base, '/v1/incidents', null, { ...env, AWS_REGION: 'us-west-2' });
    expect(headers.get('authorization')).toContain(`/${region}/execute-api/aws4_request`);
  });

  it('signs the body of a command', async () => {
    const request = await apiRequest(
      'https://abc.execute-api.eu-central-1.amazonaws.com',
      '/x',
      { by: 'dana' },
      env,
    );
    expect(request.method).toBe('POST');
    expect(request.headers.get('authorization')).not.toBeNull();
    expect(await request.json()).toEqual({ by: 'dana' });
  });

  it('never sends credentials to this computer', async () => {
    const { headers } = await apiRequest('http://127.0.0.1:8420', '/v1/incidents', null, env);
    expect(headers.get('authorization')).toBeNull();
  });

  it.each([
    ['http://127.0.0.1:1', true],
    ['http://localhost:1', true],
    ['http://[::1]:1', true],
    ['http://127.0.0.1.evil.example', false],
    ['https://localhost.evil.example', false],
  ])('knows whether %s is this computer: %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });
});

describe('the terminal', () => {
  it('is coloured only when it is one, and never against NO_COLOR', () => {
    expect(usesColour({ isTTY: true }, {})).toBe(true);
    expect(usesColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
    expect(usesColour({}, {})).toBe(false);
  });

  it('aligns columns by what is seen', () => {
    expect(
      alignColumns([
        ['\u001B[31ma\u001B[39m', 'x'],
        ['ééé', 'y'],
      ]),
    ).toBe('\u001B[31ma\u001B[39m    x\nééé  y');
  });

  it('keeps text from outside on one line, without escape sequences and with hidden characters as such', () => {
    expect(plain('a\u001B[31mb\r\nc\u202Ed\u0007')).toBe('ab c[U+202E]d');
  });
});
