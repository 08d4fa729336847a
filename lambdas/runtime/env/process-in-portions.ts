import type { SQSRecord } from 'aws-lambda';
import { inPortions, type RedeemClaimCheck, type Trial } from '../../adapters/aws/queue/queued-deliveries.ts';
import type { Delivery } from '../../ports/plug-ins/alert-source.ts';

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

/** What of a batch must come again. */
export interface Unprocessed {
  readonly failed: readonly SQSRecord[];
  /** No time was left for them. */
  readonly untried: readonly SQSRecord[];
}

/** Processes a batch portion by portion. */
export async function processInPortions(
  records: readonly SQSRecord[],
  options: PortionsOptions,
): Promise<Unprocessed> {
  const waiting = new Set(records);
  const tried = new Set<SQSRecord>();
  for await (const { queued, failed, trial } of inPortions(records, options.redeem)) {
    for (const { record } of [...queued, ...failed]) tried.add(record);
    for (const { error } of failed) options.tellUnfetched(error);
    const again = await attempt(
      queued.map(({ delivery }) => delivery),
      trial,
      options,
    );
    for (const { record, delivery } of queued) if (!again.has(delivery.id)) waiting.delete(record);
    if (options.timeLeft() < portionMilliseconds) break;
  }
  const left = [...waiting];
  return {
    failed: left.filter((record) => tried.has(record)),
    untried: left.filter((record) => !tried.has(record)),
  };
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
