import { describe, expect, it } from '@jest/globals';
import { createAwsClients } from '../../../../lambdas/adapters/aws/clients/aws-clients.ts';
import { createSnsSubscriptions } from '../../../../lambdas/adapters/aws/messages/sns-subscriptions.ts';

const env = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_SESSION_TOKEN: 'example-session',
};

interface Seen {
  readonly host: string;
  readonly signedFor: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

/** SNS as it answers signed and unsigned calls. */
function sns(answers: { readonly signed: string | null; readonly unsigned: string | null }) {
  const seen: Seen[] = [];
  const aws = createAwsClients({
    env,
    attempts: 1,
    send: async ({ hostname, headers, body }) => {
      const signature = headers['authorization'];
      seen.push({
        host: hostname,
        signedFor: signature === undefined ? null : (/\/\d{8}\/([^/]+)\//.exec(signature)?.[1] ?? ''),
        fields: Object.fromEntries(new URLSearchParams(String(body))),
      });
      if (signature === undefined) expect(Object.keys(headers).join()).not.toMatch(/x-amz-(date|security)/i);
      const fault = signature === undefined ? answers.unsigned : answers.signed;
      const text =
        fault === null
          ? '<ConfirmSubscriptionResponse><ConfirmSubscriptionResult><SubscriptionArn>a</SubscriptionArn></ConfirmSubscriptionResult></ConfirmSubscriptionResponse>'
          : `<ErrorResponse><Error><Type>Sender</Type><Code>${fault}</Code><Message>no</Message></Error></ErrorResponse>`;
      return {
        statusCode: fault === null ? 200 : 403,
        headers: { 'content-type': 'text/xml' },
        body: new Uint8Array(Buffer.from(text)),
      };
    },
  });
  const confirm = (topic: string) => createSnsSubscriptions(aws).confirm({ topic, token: 'a-token' });
  return { seen, confirm };
}

const topicIn = (region: string, account = '111122223333', partition = 'aws') =>
  `arn:${partition}:sns:${region}:${account}:alarms`;

describe('a subscription', () => {
  it.each([
    ['us-east-1', 'sns.us-east-1.amazonaws.com', 'aws'],
    ['cn-north-1', 'sns.cn-north-1.amazonaws.com.cn', 'aws-cn'],
    ['eusc-de-east-1', 'sns.eusc-de-east-1.amazonaws.eu', 'aws-eusc'],
  ])('of a topic in %s is confirmed there', async (region, host, partition) => {
    const { seen, confirm } = sns({ signed: null, unsigned: null });
    const topic = topicIn(region, '111122223333', partition);
    await confirm(topic);
    expect(seen).toEqual([
      {
        host,
        signedFor: region,
        fields: expect.objectContaining({
          TopicArn: topic,
          Token: 'a-token',
          AuthenticateOnUnsubscribe: 'true',
        }),
      },
    ]);
  });

  it('of an account that our role may not call is confirmed by the token alone', async () => {
    const { seen, confirm } = sns({ signed: 'AuthorizationError', unsigned: null });
    const said = await confirm(topicIn('us-east-1', '444455556666'));
    expect(seen.map(({ signedFor }) => signedFor)).toEqual(['us-east-1', null]);
    expect(seen[1]?.fields).not.toHaveProperty('AuthenticateOnUnsubscribe');
    expect(said).toContain('confirmed');
  });

  it('that SNS refuses is said to be refused, and is not tried without a signature', async () => {
    const { seen, confirm } = sns({ signed: 'InvalidParameter', unsigned: null });
    expect(await confirm(topicIn('us-east-1'))).toContain('refused');
    expect(seen).toHaveLength(1);
  });

  it('that is refused both ways is said to be refused', async () => {
    const { confirm } = sns({ signed: 'AuthorizationError', unsigned: 'AuthorizationError' });
    expect(await confirm(topicIn('us-east-1'))).toMatch(/refused .*AuthorizationError/);
  });
});
