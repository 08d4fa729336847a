import { describe, expect, it } from '@jest/globals';
import { channels } from '../../lambdas/channels/index.ts';
import { ConfigurationError } from '../../lambdas/domain/errors.ts';
import { aPerson } from '../support/builders/people/a-person.ts';
import { type Answer, accountAnswering } from '../support/worlds/aws-account.ts';

const topicPrefix = 'arn:aws:sns:eu-central-1:111122223333:firebreak-sms-';
const phone = '+491711234567';

async function obstacle(name: string, answers: Readonly<Record<string, Answer>>) {
  const found = channels.find((each) => each.name === name)?.reachability;
  if (found === undefined) throw new Error(`${name} cannot tell`);
  const context = {
    aws: accountAnswering(answers).aws,
    variable: (each: string) => (each === 'SMS_TOPIC_PREFIX' ? topicPrefix : ''),
    secret: async () => '',
  };
  return await found.obstacle(context, aPerson());
}

const subscriptions = (protocol: string) =>
  `<R><ListSubscriptionsByTopicResult><Subscriptions><member><SubscriptionArn>arn:x</SubscriptionArn><Protocol>${protocol}</Protocol><Endpoint>${phone}</Endpoint></member></Subscriptions></ListSubscriptionsByTopicResult></R>`;
const optedOut = (is: boolean) =>
  `<R><CheckIfPhoneNumberIsOptedOutResult><isOptedOut>${is}</isOptedOut></CheckIfPhoneNumberIsOptedOutResult></R>`;

describe('an address', () => {
  it('is reached that SES does not suppress', async () => {
    const gone = { fault: 'NotFoundException', status: 404 };
    expect(await obstacle('mail', { 'ses GET /v2/email/suppression': gone })).toBeNull();
  });

  it('is not reached that SES suppresses, and the reason is told', async () => {
    const body = JSON.stringify({ SuppressedDestination: { Reason: 'COMPLAINT' } });
    expect(await obstacle('mail', { 'ses GET /v2/email/suppression': body })).toMatchObject({
      what: expect.stringMatching(/ana@example\.com.*complaint/),
    });
  });

  it('is not known to be reached when SES does not tell', async () => {
    await expect(obstacle('mail', {})).rejects.toBeInstanceOf(ConfigurationError);
  });
});

describe('a phone', () => {
  const answering = (protocol: string, is: boolean) => ({
    'sns ListSubscriptionsByTopic': subscriptions(protocol),
    'sns CheckIfPhoneNumberIsOptedOut': optedOut(is),
  });

  it('is reached that is subscribed and takes text messages', async () => {
    expect(await obstacle('sms', answering('sms', false))).toBeNull();
  });

  it('is not reached that has opted out, and its number is not told', async () => {
    const found = await obstacle('sms', answering('sms', true));
    expect(found?.what).toContain('opted out');
    expect(JSON.stringify(found)).not.toContain(phone.slice(1));
  });

  it.each<[string, Readonly<Record<string, Answer>>]>([
    ['its topic is not there', { 'sns ListSubscriptionsByTopic': { fault: 'NotFound', status: 404 } }],
    ['only a mail address is subscribed', answering('email', false)],
  ])('is not reached where %s', async (_, answers) => {
    expect((await obstacle('sms', answers))?.what).toContain('no phone is subscribed');
  });
});
