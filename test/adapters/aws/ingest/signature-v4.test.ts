import { describe, expect, it } from '@jest/globals';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { signedHeaders, type Unsigned } from '../../../../lambdas/adapters/aws/ingest/signature-v4.ts';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const account = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey };
const base: Unsigned = {
  method: 'POST',
  url: new URL('https://sqs.eu-west-1.amazonaws.com/'),
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
  body: '{"name":"Zürich ☃"}',
  service: 'sqs',
  region: 'eu-west-1',
  at: new Date('2026-11-23T02:00:00.000Z'),
};

type Account = typeof account & { readonly sessionToken?: string };

/** Proxies may change it, so that we do not sign it; the SDK does. */
const unsignableHeaders = new Set(['content-type']);

/** What the SDK's own signer signs. */
async function expected(
  { url, at, headers, body, service, region, method }: Unsigned,
  credentials: Account,
): Promise<Record<string, string>> {
  const isS3 = service === 's3';
  const signer = new SignatureV4({
    service,
    region,
    credentials,
    sha256: Sha256,
    uriEscapePath: !isS3,
    applyChecksum: false,
  });
  const query: Record<string, string[]> = Object.create(null);
  for (const [name, value] of url.searchParams) query[name] = [...(query[name] ?? []), value];
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const request = new HttpRequest({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query,
    headers: {
      ...(isS3 ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : {}),
      ...Object.fromEntries(lower),
      host: url.host,
    },
    body,
  });
  const signed = await signer.sign(request, { signingDate: at, unsignableHeaders });
  return signed.headers;
}

async function expectSame(request: Unsigned, credentials: Account = account): Promise<void> {
  expect(signedHeaders(request, credentials)).toEqual(await expected(request, credentials));
}

/** Every character but the unreserved ones, as the SDK writes paths. */
function encoded(part: string): string {
  return encodeURIComponent(part).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

describe('a signature of version 4', () => {
  it('is the one of the example that AWS gives', () => {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "GET Bucket Lifecycle"
    const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const signed = signedHeaders(
      {
        method: 'GET',
        url: new URL('https://examplebucket.s3.amazonaws.com/?lifecycle'),
        headers: { 'x-amz-content-sha256': emptyHash },
        service: 's3',
        region: 'us-east-1',
        at: new Date('2013-05-24T00:00:00.000Z'),
      },
      { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey },
    );
    expect(signed['authorization']).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    );
  });

  const requests: Readonly<Record<string, Partial<Unsigned>>> = {
    'a text': {},
    'bytes to S3': {
      service: 's3',
      method: 'PUT',
      url: new URL('https://s3.eu-west-1.amazonaws.com/bucket/a%20key%2Bmore/b.gz?x-id=PutObject'),
      body: new Uint8Array([0, 255, 7]),
    },
    'bytes elsewhere': { service: 'lambda', body: new Uint8Array([1, 2]) },
    'no body, a query, a port': {
      service: 'appconfig',
      method: 'GET',
      url: new URL('http://127.0.0.1:3000/a//b?b=c%20d&a-=1&a=2&a=1&next_token=A%2BB%3D'),
      body: undefined,
    },
    'names and values of headers in any form': { headers: { 'X-Amz-Target': '  a   b ', Accept: '*/*' } },
  };

  it.each(Object.entries(requests))('signs %s as the SDK does, again and again', async (_, more) => {
    for (let time = 0; time < 2; time += 1) {
      const { authorization, ...others } = signedHeaders({ ...base, ...more }, account);
      const { authorization: same, ...known } = await expected({ ...base, ...more }, account);
      expect(authorization).toBe(same);
      expect(Object.keys(others).toSorted()).toEqual(Object.keys(known).toSorted());
    }
  });

  it('signs any key, query and text as the SDK does', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('s3', 'lambda', 'dynamodb'),
        fc.array(text, { maxLength: 3 }),
        fc.uniqueArray(fc.tuple(text, text), { maxLength: 3, selector: ([name]) => name }),
        fc.string({ unit: 'grapheme' }),
        async (service, path, query, body) => {
          const url = new URL(
            `https://${service}.eu-west-1.amazonaws.com/${path.map(encoded).join('/')}?${new URLSearchParams(query).toString()}`,
          );
          await expectSame({ ...base, service, url, body });
        },
      ),
    );
  });

  it('has another key for another secret, day, Region and service, also when credentials come back', async () => {
    const others: readonly (Partial<Unsigned> & Partial<Account>)[] = [
      {},
      { secretAccessKey: 'another' },
      { at: new Date('2026-11-24T02:00:00.000Z') },
      { region: 'us-east-1' },
      { service: 'states' },
      {},
    ];
    for (const { secretAccessKey: secret = secretAccessKey, ...more } of others) {
      await expectSame({ ...base, ...more }, { ...account, secretAccessKey: secret });
    }
  });

  it('covers the token of a session', async () => {
    await expectSame(base, { ...account, sessionToken: 'session' });
    const { authorization } = signedHeaders(base, { ...account, sessionToken: 'session' });
    expect(authorization).toContain('host;x-amz-date;x-amz-security-token;x-amz-target');
  });

  it('outlives more keys than are kept', async () => {
    for (let day = 1; day <= 40; day += 1) {
      await expectSame({ ...base, at: new Date(Date.UTC(2026, 0, day)) });
    }
  });
});
