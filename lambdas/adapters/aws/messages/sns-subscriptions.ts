import { ConfirmSubscriptionCommand, SNSClient } from '@aws-sdk/client-sns';
import { type AwsClients, awsFaultOf } from '../../../ports/aws-clients.ts';
import type { Subscriptions } from '../../../ports/subscriptions.ts';

/** SNS. A token that is no longer good is reported, not repeated. */
export function createSnsSubscriptions(aws: AwsClients): Subscriptions {
  return {
    async confirm({ topic, token }) {
      const command = new ConfirmSubscriptionCommand({
        TopicArn: topic,
        Token: token,
        AuthenticateOnUnsubscribe: 'true',
      });
      try {
        await aws.get(SNSClient).send(command);
        return `The subscription to ${topic} is confirmed`;
      } catch (error) {
        const fault = awsFaultOf(error);
        if (fault === null) throw error;
        return `SNS refused to confirm the subscription to ${topic}: ${fault}`;
      }
    },
  };
}
