import { AppConfigClient } from '@aws-sdk/client-appconfig';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetAliasCommand, LambdaClient, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import {
  type AwsClientsOptions,
  createAwsClients,
} from '../../../../lambdas/adapters/aws/clients/aws-clients.ts';
import type { AwsRequest, AwsResponse } from '../../../../lambdas/adapters/aws/clients/send-request.ts';
import {
  ConfigurationError,
  DependencyUnavailableError,
  InvalidInputError,
} from '../../../../lambdas/domain/errors.ts';
import { type AwsClientMode, AwsFault, awsFaultOf } from '../../../../lambdas/ports/aws-clients.ts';

const env = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'session',
};

type Reply = AwsResponse | Error;

function reply(statusCode: number, body = '{}', headers: Record<string, string> = {}): AwsResponse {
  return { statusCode, headers, body: new Uint8Array(Buffer.from(body)) };
}

const fault = (name: string, status = 400) =>
  reply(status, JSON.stringify({ __type: name, message: 'secret words' }));
const lost = (code = 'ECONNRESET') => Object.assign(new Error('socket hang up'), { code });

/** Clients whose network gives these replies in turn; `sent` tells what they were asked. */
function bench(replies: readonly Reply[], options: Partial<AwsClientsOptions> = {}) {
  const sent: AwsRequest[] = [];
  const aws = createAwsClients({
    env,
    random: () => 0,
    send: async (request) => {
      const next = replies[sent.length] ?? new Error('more calls than replies');
      sent.push(request);
      if (next instanceof Error) throw next;
      return next;
    },
    ...options,
  });
  const read = (mode?: AwsClientMode) =>
    aws
      .get(DynamoDBClient, mode)
      .send(new GetItemCommand({ TableName: 'incidents', Key: { pk: { S: 'a' } } }));
  const failure = (mode?: AwsClientMode) =>
    read(mode).then(
      () => null,
      (error: unknown) => error,
    );
  return { aws, sent, read, failure };
}

describe('clients of AWS', () => {
  it('are one of each class and mode', () => {
    const { aws } = bench([]);
    expect(aws.get(LambdaClient)).toBe(aws.get(LambdaClient, 'repeatable'));
    expect(aws.get(LambdaClient)).not.toBe(aws.get(LambdaClient, 'once'));
    expect(aws.get(SFNClient)).toBeInstanceOf(SFNClient);
  });

  it('sign for the service and region with the credentials of the environment', async () => {
    const { read, sent } = bench([reply(200, '{"Item":{"pk":{"S":"a"}}}')]);
    expect(await read()).toMatchObject({ Item: { pk: { S: 'a' } } });
    expect(sent[0]).toMatchObject({
      protocol: 'https:',
      hostname: 'dynamodb.eu-west-1.amazonaws.com',
      path: '/',
    });
    expect(sent[0]?.headers).toMatchObject({
      'x-amz-security-token': 'session',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/dynamodb\/aws4_request, /,
      ),
    });
  });

  it.each([
    [DynamoDBClient, 'DYNAMODB'],
    [CloudWatchClient, 'CLOUDWATCH'],
    [SESv2Client, 'SESV2'],
    [SecretsManagerClient, 'SECRETS_MANAGER'],
    [SFNClient, 'SFN'],
    [S3Client, 'S3'],
    [LambdaClient, 'LAMBDA'],
    [AppConfigClient, 'APPCONFIG'],
    [ApplicationAutoScalingClient, 'APPLICATION_AUTO_SCALING'],
  ])('find %p at AWS_ENDPOINT_URL_%s, or at the common endpoint', async (Client, suffix) => {
    const endpointWith = async (variables: Record<string, string>) => {
      const { aws } = bench([], { env: { ...env, ...variables } });
      const { endpoint } = aws.get(Client as typeof LambdaClient).config;
      const { protocol, hostname, port } = (await endpoint?.()) ?? { protocol: '', hostname: '' };
      return `${protocol}//${hostname}:${port}`;
    };
    const common = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    expect(await endpointWith(common)).toBe('http://127.0.0.1:1');
    expect(await endpointWith({ ...common, [`AWS_ENDPOINT_URL_${suffix}`]: 'http://127.0.0.1:2/' })).toBe(
      'http://127.0.0.1:2',
    );
  });

  it('ask S3 by the path, so that one host has all buckets', async () => {
    const { aws, sent } = bench([reply(404, '<Error><Code>NoSuchKey</Code></Error>')]);
    const given = aws.get(S3Client).send(new GetObjectCommand({ Bucket: 'ledger', Key: 'a/b c' }));
    expect(awsFaultOf(await given.catch((error: unknown) => error))).toBe('NoSuchKey');
    expect(sent[0]).toMatchObject({ hostname: 's3.eu-west-1.amazonaws.com', path: '/ledger/a/b%20c' });
  });

  it('follow no redirect', async () => {
    const { failure, sent } = bench([reply(307, '', { location: 'http://127.0.0.1:9/' })]);
    expect(await failure()).toBeInstanceOf(ConfigurationError);
    expect(sent).toHaveLength(1);
  });

  it.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('need %s', async (name) => {
    const { failure, sent } = bench([reply(200)], { env: { ...env, [name]: '' } });
    expect(await failure()).toBeInstanceOf(ConfigurationError);
    expect(sent).toEqual([]);
  });
});

describe('a command of AWS', () => {
  it.each([
    ['a fault of the service', () => reply(503)],
    ['too many requests', () => reply(429)],
    ['throttling by header', () => reply(400, '{}', { 'x-amzn-errortype': 'ThrottlingException' })],
    ['throttling by body', () => fault('com.amazonaws.dynamodb#ProvisionedThroughputExceededException')],
    ['a lost connection', lost],
    ['an answer that is no HTTP', () => lost('HPE_INVALID_CONSTANT')],
  ])('is tried again after %s', async (_, failing) => {
    const { read, sent } = bench([failing(), failing(), reply(200)]);
    await read();
    expect(sent).toHaveLength(3);
  });

  it('is given up after the last try, without telling what was asked', async () => {
    const { failure, sent } = bench(Array.from({ length: 9 }, () => reply(500)));
    const given = await failure();
    expect(given).toBeInstanceOf(DependencyUnavailableError);
    expect(String(given)).toBe('DependencyUnavailableError: DynamoDB GetItem failed: HTTP 500');
    expect(sent).toHaveLength(4);
  });

  it('is not tried again where that could outlast the deadline', async () => {
    const { failure, sent } = bench([lost(), reply(200)], { timeoutSeconds: 4, totalTimeoutSeconds: 3 });
    expect(await failure()).toBeInstanceOf(DependencyUnavailableError);
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['a lost connection', lost],
    ['a fault of the service', () => reply(500)],
  ])('that may be done once only is not sent again after %s', async (_, failing) => {
    const { failure, sent } = bench([failing(), reply(200)]);
    expect(await failure('once')).toBeInstanceOf(DependencyUnavailableError);
    expect(sent).toHaveLength(1);
  });

  it('that may be done once only is sent again when it was not begun', async () => {
    const { read, sent } = bench([fault('ThrottlingException'), reply(200)]);
    await read('once');
    expect(sent).toHaveLength(2);
  });

  it('is given up when no answer comes in time', async () => {
    const { failure } = bench([], {
      attempts: 1,
      timeoutSeconds: 0.01,
      send: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    });
    expect(String(await failure())).toContain('DynamoDB GetItem got no answer: it took too long');
  });

  it('ends when its caller no longer waits', async () => {
    const caller = new AbortController();
    let tries = 0;
    const { aws } = bench([], {
      send: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          tries += 1;
          signal.addEventListener('abort', () => reject(signal.reason));
          caller.abort();
        }),
    });
    const given = aws
      .get(LambdaClient)
      .send(new GetAliasCommand({ FunctionName: 'f', Name: 'live' }), { abortSignal: caller.signal });
    await expect(given).rejects.toBeInstanceOf(DependencyUnavailableError);
    expect(tries).toBe(1);
  });

  it.each([
    ['ResourceNotFoundException', 400, ConfigurationError],
    ['AccessDeniedException', 403, ConfigurationError],
    ['SomethingNew', 400, ConfigurationError],
    ['ValidationException', 400, InvalidInputError],
    ['MalformedQueryException', 400, InvalidInputError],
    ['ConflictException', 409, DependencyUnavailableError],
    ['LimitExceededException', 400, DependencyUnavailableError],
  ])('refused as %s is told in our own words', async (name, status, type) => {
    const { failure, sent } = bench([fault(`com.amazonaws.any#${name}`, status)]);
    const given = await failure();
    expect(given).toBeInstanceOf(type);
    expect(awsFaultOf(given)).toBe(name);
    expect(given).toMatchObject({ cause: expect.any(AwsFault) });
    expect(JSON.stringify([String(given), given, Object(given).cause])).not.toContain('secret words');
    expect(sent).toHaveLength(1);
  });

  it('whose answer cannot be read has failed, and nothing of the answer is told', async () => {
    const { failure } = bench([reply(200, 'secret words')]);
    const given = await failure();
    expect(given).toBeInstanceOf(DependencyUnavailableError);
    expect(`${String(given)} ${String(Object(given).cause)}`).not.toContain('secret');
  });

  it('names the request that AWS can be asked about', async () => {
    const { failure } = bench([reply(400, '{"__type":"SomethingNew"}', { 'x-amzn-requestid': 'R7' })]);
    expect(String(Object(await failure()).cause)).toBe('AwsFault: SomethingNew (request R7)');
  });

  it('has a fault by its name in a header, too', async () => {
    const { aws } = bench([
      reply(412, '{}', { 'x-amzn-errortype': 'PreconditionFailedException:http://internal.amazon.com/' }),
    ]);
    const given = aws
      .get(LambdaClient, 'once')
      .send(
        new UpdateAliasCommand({ FunctionName: 'f', Name: 'live', FunctionVersion: '1', RevisionId: 'r' }),
      );
    expect(awsFaultOf(await given.catch((error: unknown) => error))).toBe('PreconditionFailedException');
  });

  it('that is not possible as it is written fails before it is sent', async () => {
    const { aws, sent } = bench([]);
    const input = { stateMachineArn: 7 as unknown as string };
    await expect(aws.get(SFNClient).send(new StartExecutionCommand(input))).rejects.toThrow();
    expect(sent.length).toBeLessThanOrEqual(1);
  });
});
