import type { Delivery, ParseOutcome } from '../../ports/plug-ins/alert-source.ts';
import type { Subscriptions } from '../../ports/subscriptions.ts';
import { deliveryJson } from './delivery-text.ts';
import { type JsonObject, textAt } from './json.ts';
import { control } from './outcomes.ts';

const handshakes: Readonly<Record<string, string>> = {
  SubscriptionConfirmation: 'SNS asks to confirm a subscription',
  UnsubscribeConfirmation: 'SNS confirms the end of a subscription',
};

/** The outcome when the messages are a handshake; null when they are notifications. */
export function handshakeOf(messages: readonly JsonObject[]): ParseOutcome | null {
  const type = textAt(messages[0], 'Type') ?? '';
  const reason = Object.hasOwn(handshakes, type) ? handshakes[type] : undefined;
  return reason === undefined ? null : control(reason);
}

/** Confirms a subscription by the API: the address in the message is never fetched. */
export async function confirmSubscription(delivery: Delivery, subscriptions: Subscriptions): Promise<string> {
  const message = deliveryJson(delivery);
  const topic = textAt(message, 'TopicArn');
  const token = textAt(message, 'Token');
  if (textAt(message, 'Type') !== 'SubscriptionConfirmation' || topic === null || token === null) {
    return 'Nothing to confirm';
  }
  return await subscriptions.confirm({ topic, token });
}
