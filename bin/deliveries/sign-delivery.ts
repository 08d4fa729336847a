import { createHmac } from 'node:crypto';
import { hmacSha256 } from '../../lambdas/sources/verifying/hmac.ts';
import { signingKey } from '../../lambdas/sources/verifying/standard-webhooks.ts';
import { CommandError } from '../cli/command-error.ts';

export interface SignInput {
  readonly secret: string;
  readonly body: Uint8Array;
  readonly now: Date;
  /** Of the delivery; Standard Webhooks sign it too. */
  readonly id: string;
}

type Signer = (input: SignInput) => Readonly<Record<string, string>>;

const bearer: Signer = ({ secret }) => ({ authorization: `Bearer ${secret}` });

const standardWebhooks: Signer = ({ secret, body, now, id }) => {
  const timestamp = unixSeconds(now);
  const digest = hmacSha256(signingKey(secret), [`${id}.${timestamp}.`, body]).toString('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${digest}` };
};

const unsendable: Signer = () => {
  throw new CommandError('Only SNS itself can sign for this source', {
    next: 'Publish a message to a topic that Firebreak is subscribed to.',
    exitCode: 2,
  });
};

/** Sources whose senders do more than present a token. */
const signers: Readonly<Record<string, Signer>> = {
  cloudevents: standardWebhooks,
  'cloudwatch-sns': unsendable,
  'events-v2': ({ secret }) => ({ 'x-routing-key': secret }),
  generic: standardWebhooks,
  github: ({ secret, body }) => ({
    'x-github-event': 'deployment_status',
    'x-hub-signature-256': `sha256=${hexOf(secret, body)}`,
  }),
  grafana: ({ secret, body, now }) => {
    const timestamp = unixSeconds(now);
    return {
      'x-grafana-alerting-timestamp': timestamp,
      'x-grafana-alerting-signature': hmacSha256(secret, [`${timestamp}:`, body]).toString('hex'),
    };
  },
  pagerduty: ({ secret, body }) => ({ 'x-pagerduty-signature': `v1=${hexOf(secret, body)}` }),
  sentry: ({ secret, body }) => ({ 'sentry-hook-signature': hexOf(secret, body) }),
  sns: unsendable,
};

/** The headers with which a sender of this source would prove who it is. */
export function signDelivery(source: string, input: SignInput): Readonly<Record<string, string>> {
  const signer = (Object.hasOwn(signers, source) ? signers[source] : undefined) ?? bearer;
  return signer(input);
}

function hexOf(secret: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

function unixSeconds(now: Date): string {
  return String(Math.floor(now.getTime() / 1000));
}
