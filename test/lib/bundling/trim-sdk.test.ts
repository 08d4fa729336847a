import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfirmSubscriptionCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { awsFaultOf } from '../../../lambdas/ports/aws-clients.ts';
import { forLambda } from '../../../lib/bundling/esbuild-options.ts';
import { createInProcessAws } from '../../../local/world/in-process-aws.ts';

const root = new URL('../../..', import.meta.url).pathname;

/** One command of each protocol, sent to nobody: the answer is what the test gives. */
const source = `
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
  import { LambdaClient, GetAliasCommand } from '@aws-sdk/client-lambda';
  import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
  import { SNSClient, ConfirmSubscriptionCommand } from '@aws-sdk/client-sns';
  import { createInProcessAws } from './local/world/in-process-aws.ts';
  import { awsFaultOf } from './lambdas/ports/aws-clients.ts';
  const commands = {
    json: [DynamoDBClient, new PutItemCommand({ TableName: 't', Item: { pk: { S: 'a' } } })],
    rest: [LambdaClient, new GetAliasCommand({ FunctionName: 'f', Name: 'live' })],
    xml: [S3Client, new GetObjectCommand({ Bucket: 'b', Key: 'k' })],
    query: [SNSClient, new ConfirmSubscriptionCommand({ TopicArn: 'arn', Token: 't' })],
  };
  export async function send(protocol, response) {
    const [Client, command] = commands[protocol];
    try {
      return await createInProcessAws(() => response).get(Client).send(command);
    } catch (error) {
      return awsFaultOf(error);
    }
  }
`;

describe('the SDK in a bundle', () => {
  let send: (protocol: string, response: object) => Promise<unknown>;
  beforeAll(async () => {
    const outfile = join(await mkdtemp(join(tmpdir(), 'firebreak-sdk-')), 'index.cjs');
    await build({ ...forLambda, stdin: { contents: source, resolveDir: root, loader: 'ts' }, outfile });
    ({ send } = createRequire(import.meta.url)(outfile));
  }, 120_000);

  it.each([
    [
      'json',
      { body: '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}' },
      'ConditionalCheckFailedException',
    ],
    [
      'rest',
      {
        headers: { 'x-amzn-errortype': 'ResourceNotFoundException:http://internal.amazon.com/' },
        body: '{}',
      },
      'ResourceNotFoundException',
    ],
    ['xml', { body: '<Error><Code>NoSuchKey</Code><Message>no</Message></Error>' }, 'NoSuchKey'],
    [
      'query',
      { body: '<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code></Error></ErrorResponse>' },
      'NotFoundException',
    ],
  ])('knows faults of %s by their names', async (protocol, response, fault) => {
    expect(await send(protocol, { status: 404, ...response })).toBe(fault);
  });

  it('names a fault as the client outside a bundle does, whatever the service calls it', async () => {
    const body = '<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code></Error></ErrorResponse>';
    const plain = createInProcessAws(() => ({ status: 404, body })).get(SNSClient);
    const sent = plain.send(new ConfirmSubscriptionCommand({ TopicArn: 'arn', Token: 't' }));
    const fault = await sent.catch(awsFaultOf);
    expect(await send('query', { status: 404, body })).toBe(fault);
  });

  it('reads answers', async () => {
    expect(await send('json', { body: '{"Attributes":{"n":{"N":"1"}}}' })).toMatchObject({
      Attributes: { n: { N: '1' } },
    });
    expect(await send('rest', { body: '{"FunctionVersion":"57"}' })).toMatchObject({ FunctionVersion: '57' });
    expect(
      await send('query', {
        body: '<R><ConfirmSubscriptionResult><SubscriptionArn>a</SubscriptionArn></ConfirmSubscriptionResult></R>',
      }),
    ).toMatchObject({ SubscriptionArn: 'a' });
  });
});
