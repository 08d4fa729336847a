import {
  ConfirmSubscriptionCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  SNSClient,
  type SNSClientConfig,
} from '@aws-sdk/client-sns';
import type { FinalizeRequestMiddleware } from '@smithy/types';
import { type AwsClients, awsFaultOf } from '../../../ports/aws-clients.ts';
import type { Subscriptions } from '../../../ports/subscriptions.ts';

/**
 * SNS, in the Region of the topic, wherever Firebreak runs. A topic of another account seldom lets our role call it: there the token
 * alone must do, without a signature, and then anybody with the link in a message can end the subscription. A token that is no longer
 * good is reported, not repeated.
 */
export function createSnsSubscriptions(aws: AwsClients): Subscriptions {
  return {
    async confirm({ topic, token }) {
      const region = topic.split(':')[3];
      const confirmation = { TopicArn: topic, Token: token };
      const signed = new ConfirmSubscriptionCommand({ ...confirmation, AuthenticateOnUnsubscribe: 'true' });
      let fault = await faultOf(aws.get(SNSClient, 'repeatable', region).send(signed));
      if (fault?.startsWith('AuthorizationError') === true) {
        const unsigned = new ConfirmSubscriptionCommand(confirmation);
        fault = await faultOf(aws.get(UnsignedSnsClient, 'repeatable', region).send(unsigned));
      }
      return fault === null
        ? `The subscription to ${topic} is confirmed`
        : `SNS refused to confirm the subscription to ${topic}: ${fault}`;
    },
  };
}

/** Sends what needs no signature without one. https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
class UnsignedSnsClient extends SNSClient {
  constructor(config: SNSClientConfig) {
    super(config);
    this.middlewareStack.addRelativeTo(withoutSignature, {
      name: 'withoutSignature',
      relation: 'after',
      toMiddleware: 'httpSigningMiddleware',
    });
  }
}

const withoutSignature: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> =
  (next) => (args) => {
    const { headers } = Object(args.request);
    for (const name of Object.keys(headers)) {
      if (/^(authorization|x-amz-(date|security-token|content-sha256))$/i.test(name)) delete headers[name];
    }
    return next(args);
  };

/** What SNS answered in place of a result; null when it did as it was asked. */
async function faultOf(sent: Promise<unknown>): Promise<string | null> {
  try {
    await sent;
    return null;
  } catch (error) {
    const fault = awsFaultOf(error);
    if (fault === null) throw error;
    return fault;
  }
}
