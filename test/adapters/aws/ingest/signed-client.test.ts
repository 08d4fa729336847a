import { describe, expect, it } from '@jest/globals';
import type {
  TransportRequest,
  TransportResponse,
} from '../../../../lambdas/adapters/aws/ingest/http-transport.ts';
import type { SignedCall } from '../../../../lambdas/adapters/aws/ingest/signed-call.ts';
import {
  createSignedClient,
  type SignedClientOptions,
} from '../../../../lambdas/adapters/aws/ingest/signed-client.ts';
import { ConfigurationError, DependencyUnavailableError } from '../../../../lambdas/domain/errors.ts';

const env = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'session',
};
const call: SignedCall = { service: 'dynamodb', method: 'POST', path: '/a?tenant=7', body: '{}' };

type Reply = TransportResponse | Error;

function reply(status: number, body = '', headers: Readonly<Record<string, string>> = {}): TransportResponse {
  return { status, body: Buffer.from(body), headers };
}

/** A client whose network gives these replies in turn; `sent` and `waits` tell what it did. */
function bench(replies: readonly Reply[], options: Partial<SignedClientOptions> = {}) {
  const sent: TransportRequest[] = [];
  const waits: number[] = [];
  const client = createSignedClient({
    env,
    transport: async (request) => {
      const next = replies[sent.length] ?? new Error('more calls than replies');
      sent.push(request);
      if (next instanceof Error) throw next;
      return next;
    },
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
    random: () => 0.5,
    ...options,
  });
  return { client, sent, waits };
}

const ok = () => reply(200, 'fine', { 'x-request-id': '1' });

describe('the signed client', () => {
  it('signs for the service and region and hands back the answer', async () => {
    const { client, sent } = bench([ok()]);
    const response = await client.call(call);
    expect(response).toMatchObject({ status: 200, body: 'fine', headers: { 'x-request-id': '1' } });
    const [request] = sent;
    expect(request?.url.href).toBe('https://dynamodb.eu-west-1.amazonaws.com/a?tenant=7');
    expect(request?.headers['authorization']).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/dynamodb\/aws4_request, SignedHeaders=.*x-amz-security-token/,
    );
  });

  it.each([
    ['dynamodb', 'AWS_ENDPOINT_URL_DYNAMODB', 'https://dynamodb.eu-west-1.amazonaws.com/'],
    ['s3', 'AWS_ENDPOINT_URL_S3', 'https://s3.eu-west-1.amazonaws.com/'],
    ['secretsmanager', 'AWS_ENDPOINT_URL_SECRETS_MANAGER', 'https://secretsmanager.eu-west-1.amazonaws.com/'],
    ['sqs', 'AWS_ENDPOINT_URL_SQS', 'https://sqs.eu-west-1.amazonaws.com/'],
  ] as const)('finds %s at %s, at the common endpoint, or at AWS', async (service, variable, aws) => {
    const urlWith = async (more: Record<string, string>) => {
      const { client, sent } = bench([ok()], { env: { ...env, ...more } });
      await client.call({ service, method: 'GET', path: '/' });
      return sent[0]?.url.href;
    };
    const common = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    expect(await urlWith({})).toBe(aws);
    expect(await urlWith(common)).toBe('http://127.0.0.1:1/');
    expect(await urlWith({ ...common, [variable]: 'http://127.0.0.1:2/' })).toBe('http://127.0.0.1:2/');
  });

  it.each([400, 403, 404, 409])('leaves the meaning of a %i to its caller', async (status) => {
    const { client } = bench([reply(status, 'no')]);
    expect(await client.call(call)).toMatchObject({ status, body: 'no' });
  });

  it.each([
    ['a fault of the service', () => reply(503)],
    ['too many requests', () => reply(429)],
    ['throttling by header', () => reply(400, '', { 'x-amzn-errortype': 'ThrottlingException' })],
    [
      'throttling by body',
      () => reply(400, '{"__type":"com.amazonaws.dynamodb#ProvisionedThroughputExceededException"}'),
    ],
  ])('tries again after %s, waiting longer each time', async (_, fault) => {
    const { client, sent, waits } = bench([fault(), fault(), ok()]);
    expect((await client.call(call)).status).toBe(200);
    expect(sent).toHaveLength(3);
    expect(waits).toEqual([100, 200]);
  });

  it('gives up after the last try, without telling the query', async () => {
    const { client, sent } = bench(Array.from({ length: 9 }, () => reply(500)));
    const given = await client.call(call).catch((error: unknown) => error);
    expect(given).toBeInstanceOf(DependencyUnavailableError);
    expect(String(given)).toBe('DependencyUnavailableError: dynamodb did not take POST /a: HTTP 500');
    expect(sent).toHaveLength(4);
  });

  it('repeats after a lost connection only what may be done twice', async () => {
    const lost = () => new Error('socket hang up');
    const afterLoss = (request: SignedCall) => bench([lost(), ok()]).client.call(request);
    const read: SignedCall = { service: 's3', method: 'GET', path: '/' };
    await expect(afterLoss(call)).rejects.toBeInstanceOf(DependencyUnavailableError);
    await expect(afterLoss({ ...read, repeatable: false })).rejects.toBeInstanceOf(
      DependencyUnavailableError,
    );
    expect(await afterLoss({ ...call, repeatable: true })).toMatchObject({ status: 200 });
    expect(await afterLoss(read)).toMatchObject({ status: 200 });
  });

  it('stops waiting for an answer that does not come', async () => {
    const { client } = bench([], {
      timeoutSeconds: 0.01,
      transport: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    });
    await expect(client.call(call)).rejects.toThrow('no answer in time');
  });

  it.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('needs %s', async (name) => {
    const { client } = bench([ok()], { env: { ...env, [name]: '' } });
    await expect(client.call(call)).rejects.toBeInstanceOf(ConfigurationError);
  });
});
