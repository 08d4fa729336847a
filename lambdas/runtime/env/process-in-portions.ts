import type { SQSRecord } from 'aws-lambda';
import { inPortions, type RedeemClaimCheck, type Trial } from '../../adapters/aws/queue/queued-deliveries.ts';
import type { Delivery } from '../../ports/alert-source.ts';

export interface PortionsOptions {
  readonly redeem: RedeemClaimCheck;
  /** Resolves to the ids of the deliveries that must come again. When it rejects for several, each is tried by itself. */
  readonly processPortion: (deliveries: readonly Delivery[], trial: Trial) => Promise<ReadonlySet<string>>;
  /** Told of a delivery that cannot be fetched at the moment. */
  readonly tellUnfetched: (error: unknown) => void;
  /** Told of deliveries that failed as one. */
  readonly tellFailed: (error: unknown, deliveries: number) => void;
  /** Milliseconds until the function is ended. */
  readonly timeLeft: () => number;
}

/** No portion is begun with less: what is left of the batch comes again. */
const portionMilliseconds = 20_000;

/** Processes a batch portion by portion. Resolves to the ids of the messages that must come again: all that were not processed. */
export async function processInPortions(
  records: readonly SQSRecord[],
  options: PortionsOptions,
): Promise<readonly string[]> {
  const waiting = new Set(records.map(({ messageId }) => messageId));
  for await (const { queued, failed, trial } of inPortions(records, options.redeem)) {
    for (const { error } of failed) options.tellUnfetched(error);
    const again = await attempt(
      queued.map(({ delivery }) => delivery),
      trial,
      options,
    );
    for (const { record, delivery } of queued) if (!again.has(delivery.id)) waiting.delete(record.messageId);
    if (options.timeLeft() < portionMilliseconds) break;
  }
  return [...waiting];
}

async function attempt(
  deliveries: readonly Delivery[],
  trial: Trial,
  options: PortionsOptions,
): Promise<ReadonlySet<string>> {
  if (deliveries.length === 0) return new Set();
  try {
    return await options.processPortion(deliveries, trial);
  } catch (error) {
    options.tellFailed(error, deliveries.length);
    if (deliveries.length === 1) return new Set(deliveries.map(({ id }) => id));
  }
  const again = new Set<string>();
  for (const delivery of deliveries) {
    const isLate = options.timeLeft() < portionMilliseconds;
    const failed = isLate ? new Set([delivery.id]) : await attempt([delivery], 'alone', options);
    for (const id of failed) again.add(id);
  }
  return again;
}
