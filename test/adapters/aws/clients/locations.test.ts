import { GetAliasCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { createAwsClients } from '../../../../lambdas/adapters/aws/clients/aws-clients.ts';
import type { AwsRequest } from '../../../../lambdas/adapters/aws/clients/send-request.ts';
import { ConfigurationError, DependencyUnavailableError } from '../../../../lambdas/domain/errors.ts';
import { frankfurt, payments } from '../../../support/builders/policy/locations.ts';

const env = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_LAMBDA_FUNCTION_NAME: 'firebreak-prod-action-a',
};
const command = new GetAliasCommand({ FunctionName: 'refunds', Name: 'live' });

interface StsOptions {
  /** Of the credentials that it gives. */
  readonly validSeconds?: number;
  readonly fault?: string;
  readonly status?: number;
}

/** Clients whose STS gives the keys ASIA1, ASIA2 …, or a fault; everything else answers with an empty object. */
function bench({ validSeconds = 900, fault, status = 403 }: StsOptions = {}) {
  const sent: AwsRequest[] = [];
  const isSts = ({ hostname }: AwsRequest) => hostname.startsWith('sts.');
  const aws = createAwsClients({
    env,
    random: () => 0,
    send: async (request) => {
      sent.push(request);
      if (!isSts(request)) return answer(200, '{}');
      if (fault !== undefined) return answer(status, faultXml(fault));
      return answer(200, credentialsXml(sent.filter(isSts).length, validSeconds));
    },
  });
  return {
    aws,
    sts: () => sent.filter(isSts).map(({ body }) => new URLSearchParams(String(body))),
    calls: () => sent.filter((request) => !isSts(request)),
    stsHosts: () => sent.filter(isSts).map(({ hostname }) => hostname),
  };
}

function answer(statusCode: number, body: string) {
  return { statusCode, headers: {}, body: new Uint8Array(Buffer.from(body)) };
}

function credentialsXml(number: number, validSeconds: number): string {
  const expiration = new Date(Date.now() + validSeconds * 1000).toISOString();
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
    <AccessKeyId>ASIA${number}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
    <SessionToken>t</SessionToken><Expiration>${expiration}</Expiration>
  </Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}

function faultXml(code: string): string {
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>secret words</Message></Error></ErrorResponse>`;
}

describe('clients of another account', () => {
  it('act by the role of this function there, in its Region, under the names of session and function', async () => {
    const { aws, sts, calls, stsHosts } = bench();
    await aws.in(payments, 'inc_1-0').get(LambdaClient).send(command);
    expect(Object.fromEntries(sts()[0] ?? [])).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: 'arn:aws:iam::444455556666:role/firebreak-prod-action-a-in-payments',
      ExternalId: payments.externalId,
      RoleSessionName: 'inc_1-0',
      SourceIdentity: 'firebreak-prod-action-a',
      DurationSeconds: '900',
    });
    expect(stsHosts()).toEqual(['sts.eu-west-1.amazonaws.com']);
    expect(calls()).toMatchObject([
      {
        hostname: 'lambda.eu-central-1.amazonaws.com',
        headers: { authorization: expect.stringContaining('Credential=ASIA1/') },
      },
    ]);
  });

  it('take the role once for all calls of a session, and again before its credentials end', async () => {
    const lasting = bench();
    const clients = lasting.aws.in(payments, 'inc_1-0');
    await clients.get(LambdaClient).send(command);
    await clients.get(LambdaClient, 'once').send(command);
    await lasting.aws.in(payments, 'inc_1-0').get(LambdaClient).send(command);
    expect(lasting.sts()).toHaveLength(1);
    const ending = bench({ validSeconds: 240 });
    await ending.aws.in(payments).get(LambdaClient).send(command);
    await ending.aws.in(payments).get(LambdaClient).send(command);
    expect(ending.sts().length).toBeGreaterThanOrEqual(2);
  });

  it('take one role for each session', async () => {
    const { aws, sts } = bench();
    await aws.in(payments, 'inc_1-0').get(LambdaClient).send(command);
    await aws.in(payments, 'inc_2-0').get(LambdaClient).send(command);
    expect(sts().map((call) => call.get('RoleSessionName'))).toEqual(['inc_1-0', 'inc_2-0']);
  });

  it('name the role and what to do when it may not be taken, and call nothing', async () => {
    const { aws, calls } = bench({ fault: 'AccessDenied' });
    const error = await aws
      .in(payments)
      .get(LambdaClient)
      .send(command)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain('role/firebreak-prod-action-a-in-payments');
    expect(String(error)).not.toContain('secret words');
    expect(calls()).toEqual([]);
  });

  it('can be tried again when STS did not answer', async () => {
    const { aws } = bench({ fault: 'InternalFailure', status: 500 });
    const sent = aws.in(payments).get(LambdaClient).send(command);
    await expect(sent).rejects.toBeInstanceOf(DependencyUnavailableError);
  });

  it('are for functions only: people have their own credentials', async () => {
    const aws = createAwsClients({ env: { ...env, AWS_LAMBDA_FUNCTION_NAME: '' } });
    const sent = aws.in(payments).get(LambdaClient).send(command);
    await expect(sent).rejects.toBeInstanceOf(ConfigurationError);
  });
});

describe('clients of another Region of the same account', () => {
  it('have the credentials of this function', async () => {
    const { aws, sts, calls } = bench();
    await aws.in(frankfurt).get(LambdaClient).send(command);
    expect(sts()).toEqual([]);
    expect(calls()).toMatchObject([
      {
        hostname: 'lambda.eu-central-1.amazonaws.com',
        headers: { authorization: expect.stringContaining('Credential=AKIDEXAMPLE/') },
      },
    ]);
  });
});
