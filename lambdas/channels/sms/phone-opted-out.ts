import {
  CheckIfPhoneNumberIsOptedOutCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { orOnFault } from '../../ports/aws-clients.ts';
import type { Reachability } from '../../ports/plug-ins/channel.ts';

/** Whoever answers STOP gets no text message any more, and SNS takes each for them all the same. */
export const phoneOptedOut: Reachability = {
  iam: [
    { actions: ['sns:ListSubscriptionsByTopic'], resources: ['{SMS_TOPIC_PREFIX}*'] },
    // Of numbers, which are no resources.
    { actions: ['sns:CheckIfPhoneNumberIsOptedOut'], resources: ['*'] },
  ],
  async obstacle({ aws, variable }, { id }) {
    const TopicArn = `${variable('SMS_TOPIC_PREFIX')}${id}`;
    const client = aws.get(SNSClient);
    const listed = await orOnFault(
      client.send(new ListSubscriptionsByTopicCommand({ TopicArn })),
      ['NotFound', 'NotFoundException'],
      null,
    );
    const phones = (listed?.Subscriptions ?? []).filter(({ Protocol }) => Protocol === 'sms');
    if (phones.length === 0) {
      const what = `no phone is subscribed to the topic of ${id}: no text message reaches them`;
      return { what, next: 'docs/channels.md#sms' };
    }
    for (const { Endpoint: phoneNumber } of phones) {
      const { isOptedOut } = await client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }));
      if (isOptedOut !== true) return null;
    }
    return {
      what: `the phone of ${id} has opted out of text messages`,
      next: 'Let them agree to opt in, then: aws sns opt-in-phone-number --phone-number …',
    };
  },
};
