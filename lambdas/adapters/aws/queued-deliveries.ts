import type { SQSRecord } from 'aws-lambda';
import { deterministicUlid } from '../../domain/correlation/deterministic-ulid.ts';
import type { Delivery } from '../../ports/alert-source.ts';
import { isAlarmEvent } from '../sources/cloudwatch-eventbridge.ts';
import { parseJson, textAt } from '../sources/reading/json.ts';
import { openMessage } from './delivery-envelope.ts';

/** The delivery in a queue message: one of ours, or an event that EventBridge put there. Never throws. */
export function queuedDelivery(record: SQSRecord): Delivery {
  const message = openMessage(record.body);
  return 'delivery' in message ? message.delivery : eventDelivery(record, message.event);
}

/** An event has its own id, which stays the same when EventBridge delivers it twice. */
function eventDelivery({ messageId, attributes }: SQSRecord, body: string): Delivery {
  const event = parseJson(body);
  const sentAt = new Date(Number(attributes.SentTimestamp) || 0).toISOString();
  const receivedAt = textAt(event, 'time') ?? sentAt;
  return {
    id: `dlv_${deterministicUlid(receivedAt, textAt(event, 'id') ?? messageId)}`,
    source: isAlarmEvent(event) ? 'cloudwatch-eventbridge' : 'unknown',
    receivedAt: sentAt,
    headers: {},
    body,
  };
}
