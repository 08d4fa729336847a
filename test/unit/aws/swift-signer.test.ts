import { describe, expect, it } from '@jest/globals';
import { AwsV4Signer } from 'aws4fetch';
import { SwiftSigner } from '../../../lambdas/adapters/aws/swift-signer.ts';

const account = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'eu-west-1',
  datetime: '20261123T020000Z',
};
type Options = ConstructorParameters<typeof AwsV4Signer>[0];

const requests: Readonly<Record<string, Options>> = {
  'a text body': {
    ...account,
    service: 'dynamodb',
    method: 'POST',
    url: 'https://dynamodb.eu-west-1.amazonaws.com/',
    headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' },
    body: '{"name":"Zürich ☃"}',
  },
  'a session': {
    ...account,
    service: 'sqs',
    url: 'https://sqs.example/',
    sessionToken: 'session',
    body: 'a',
  },
  'bytes to S3': {
    ...account,
    service: 's3',
    method: 'PUT',
    url: 'https://s3.eu-west-1.amazonaws.com/bucket/a%20key/b.gz?x-id=PutObject',
    body: new Uint8Array([0, 255, 7]),
  },
  'no body, a query': { ...account, service: 'appconfig', url: 'https://appconfig.example/a?b=c%20d&a=1' },
  'bytes elsewhere': {
    ...account,
    service: 'lambda',
    url: 'https://l.example/',
    body: new Uint8Array([1, 2]),
  },
};

describe('the swift signer', () => {
  it.each(Object.entries(requests))('signs %s as the package does, again and again', async (_, options) => {
    const expected = await new AwsV4Signer(options).sign();
    for (let time = 0; time < 2; time += 1) {
      const signed = await new SwiftSigner(options).sign();
      expect([...signed.headers]).toEqual([...expected.headers]);
      expect(signed.url.href).toBe(expected.url.href);
    }
  });

  it('derives another key for another secret, day, Region and service', async () => {
    const base: Options = { ...account, service: 'sqs', url: 'https://sqs.example/', body: 'a' };
    const others: readonly Partial<Options>[] = [
      {},
      { secretAccessKey: 'another' },
      { datetime: '20261124T020000Z' },
      { region: 'us-east-1' },
      { service: 'states' },
    ];
    for (const other of others) {
      const signed = await new SwiftSigner({ ...base, ...other }).sign();
      const expected = await new AwsV4Signer({ ...base, ...other }).sign();
      expect(signed.headers.get('authorization')).toBe(expected.headers.get('authorization'));
    }
  });
});
