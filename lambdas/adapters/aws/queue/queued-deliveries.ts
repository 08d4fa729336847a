import type { SQSRecord } from 'aws-lambda';
import { deterministicUlid } from '../../../domain/correlation/deterministic-ulid.ts';
import { mostReceives } from '../../../ports/alert-queue.ts';
import type { Delivery } from '../../../ports/plug-ins/alert-source.ts';
import { isAlarmEvent } from '../../../sources/cloudwatch-eventbridge.ts';
import { parseJson, textAt } from '../../../sources/reading/json.ts';
import { type ClaimCheck, openMessage } from './delivery-envelope.ts';
import { firstSentAt, triesOf } from './message-tries.ts';

/** Rejects when it must be tried again. */
export type RedeemClaimCheck = (claimCheck: ClaimCheck) => Promise<Delivery>;

/** The delivery in a queue message: one of ours, or an event that EventBridge put there. Rejects only as `redeem` does. */
export async function queuedDelivery(record: SQSRecord, redeem: RedeemClaimCheck): Promise<Delivery> {
  const message = openMessage(record.body);
  if ('claimCheck' in message) return await redeem(message.claimCheck);
  return 'delivery' in message ? message.delivery : eventDelivery(record, message.event);
}

/** An event has its own id, which stays the same when EventBridge delivers it twice. */
function eventDelivery(record: SQSRecord, body: string): Delivery {
  const event = parseJson(body);
  const sentAt = new Date(firstSentAt(record)).toISOString();
  const receivedAt = textAt(event, 'time') ?? sentAt;
  return {
    id: `dlv_${deterministicUlid(receivedAt, textAt(event, 'id') ?? record.messageId)}`,
    source: isAlarmEvent(event) ? 'cloudwatch-eventbridge' : 'unknown',
    receivedAt: sentAt,
    headers: {},
    body,
  };
}

/**
 * How deliveries are tried: `together` as a batch, `alone` when they have failed before, and for the `last` time before they would go to
 * the dead letters.
 */
export type Trial = 'together' | 'alone' | 'last';

/** Deliveries that are correlated at once, and the messages of those that could not be opened at the moment. */
export interface Portion {
  readonly queued: readonly { readonly record: SQSRecord; readonly delivery: Delivery }[];
  readonly failed: readonly { readonly record: SQSRecord; readonly error: unknown }[];
  readonly trial: Trial;
}

/** A batch of small deliveries is one portion. 100 large ones unpacked would be more than a function's memory. */
const portionLength = 8 * 1024 * 1024;

/**
 * The batch in portions, each opened when the one before is done, so that at most one portion and one body are in memory. What came before
 * and was not done comes last and each by itself: whatever it did to those beside it, it does to nobody now.
 */
export async function* inPortions(
  records: readonly SQSRecord[],
  redeem: RedeemClaimCheck,
  longest = portionLength,
): AsyncGenerator<Portion> {
  let queued: { record: SQSRecord; delivery: Delivery }[] = [];
  let failed: { record: SQSRecord; error: unknown }[] = [];
  let length = 0;
  const fresh = records.filter((record) => triesOf(record) <= 1);
  const again = records.filter((record) => triesOf(record) > 1);
  for (const record of fresh) {
    try {
      const delivery = await queuedDelivery(record, redeem);
      queued.push({ record, delivery });
      length += delivery.body.length;
    } catch (error) {
      failed.push({ record, error });
    }
    if (length < longest) continue;
    yield { queued, failed, trial: 'together' };
    queued = [];
    failed = [];
    length = 0;
  }
  if (queued.length > 0 || failed.length > 0) yield { queued, failed, trial: 'together' };
  for (const record of again.toSorted((a, b) => triesOf(a) - triesOf(b))) {
    const trial = triesOf(record) >= mostReceives - 1 ? 'last' : 'alone';
    try {
      yield { queued: [{ record, delivery: await queuedDelivery(record, redeem) }], failed: [], trial };
    } catch (error) {
      yield { queued: [], failed: [{ record, error }], trial };
    }
  }
}
