import type { SQSRecord } from 'aws-lambda';
import { inPortions, type RedeemClaimCheck } from '../../adapters/aws/queue/queued-deliveries.ts';
import type { Delivery } from '../../ports/alert-source.ts';

export interface PortionsOptions {
  readonly redeem: RedeemClaimCheck;
  /** Resolves to the ids of the deliveries that must come again. */
  readonly processPortion: (deliveries: readonly Delivery[]) => Promise<ReadonlySet<string>>;
  /** Told of a delivery that cannot be fetched at the moment. */
  readonly tellUnfetched: (error: unknown) => void;
  /** Milliseconds until the function is ended. */
  readonly timeLeft: () => number;
}

/** No portion is begun with less: what is left of the batch comes again. */
const portionMilliseconds = 20_000;

/** Processes a batch portion by portion. Resolves to the ids of the messages that must come again: all that were not processed. */
export async function processInPortions(
  records: readonly SQSRecord[],
  { redeem, processPortion, tellUnfetched, timeLeft }: PortionsOptions,
): Promise<readonly string[]> {
  const waiting = new Set(records.map(({ messageId }) => messageId));
  for await (const { queued, failed } of inPortions(records, redeem)) {
    for (const { error } of failed) tellUnfetched(error);
    const again = await processPortion(queued.map(({ delivery }) => delivery));
    for (const { record, delivery } of queued) if (!again.has(delivery.id)) waiting.delete(record.messageId);
    if (timeLeft() < portionMilliseconds) break;
  }
  return [...waiting];
}
