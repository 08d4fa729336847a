import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DependencyUnavailableError } from '../domain/errors.ts';
import { awsFaultOf } from '../ports/aws-clients.ts';
import type { Channel } from '../ports/plug-ins/channel.ts';
import { phoneOptedOut } from './sms/phone-opted-out.ts';
import { smsText } from './sms/sms-text.ts';

/**
 * A text message by an Amazon SNS topic of the person's own, to which their phone is subscribed: no phone number is in Firebreak. It says
 * that they are needed, no more: a text message is read on a locked phone and forwarded in the clear.
 */
export const sms: Channel<string> = {
  name: 'sms',
  env: {
    SMS_TOPIC_PREFIX: {
      meaning: "What the ARN of each person's topic begins with; the id of the person follows",
      setting: 'smsTopicPrefix',
      pattern: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,190}$/,
      expected: 'such as arn:aws:sns:eu-central-1:123456789012:firebreak-sms-',
      local: 'arn:aws:sns:us-east-1:000000000000:firebreak-sms-',
    },
  },
  secrets: {},
  iam: [{ actions: ['sns:Publish'], resources: ['{SMS_TOPIC_PREFIX}*'] }],
  reachability: phoneOptedOut,
  isPrivate: false,
  render: smsText,
  send: async ({ aws, variable }, { id }, message) => {
    const command = new PublishCommand({
      TopicArn: `${variable('SMS_TOPIC_PREFIX')}${id}`,
      Message: message,
      MessageAttributes: {
        'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
      },
    });
    try {
      await aws.get(SNSClient, 'once').send(command);
    } catch (error) {
      const fault = awsFaultOf(error);
      if (fault === null) throw error;
      throw new DependencyUnavailableError(`SNS refused a text message: ${fault}`, { cause: error });
    }
  },
};
