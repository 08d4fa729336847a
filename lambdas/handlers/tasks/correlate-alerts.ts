import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { DelayMessages } from '../../adapters/aws/queue/message-visibility.ts';
import type { RedeemClaimCheck, Trial } from '../../adapters/aws/queue/queued-deliveries.ts';
import type { PutBack } from '../../adapters/aws/queue/untried-messages.ts';
import type { Delivery } from '../../ports/plug-ins/alert-source.ts';
import { processInPortions } from '../../runtime/env/process-in-portions.ts';
import type { Invocation, Task } from '../../runtime/middleware/task.ts';
import { type CorrelateAlertsDeps, correlateAlerts } from '../../use-cases/correlation/correlate-alerts.ts';
import { quarantineFirst } from '../../use-cases/correlation/quarantine-first.ts';

export interface CorrelateTaskDeps extends CorrelateAlertsDeps {
  readonly redeem: RedeemClaimCheck;
  readonly delay: DelayMessages;
  readonly putBack: PutBack;
}

/** A batch of deliveries as a whole, so that a storm is folded before it is written. */
export const correlateAlertsTask: Task<CorrelateTaskDeps, SQSEvent, SQSBatchResponse> = {
  async run(deps, { Records }, invocation) {
    const { log, timeLeft } = invocation;
    const { redeem, delay, putBack, ...correlate } = deps();
    const { failed, untried } = await processInPortions(Records, {
      redeem,
      timeLeft,
      processPortion: (deliveries, trial) => processPortion(correlate, deliveries, trial, invocation),
      tellUnfetched: (error) => log.warn('A large delivery cannot be fetched and comes again', { error }),
      tellFailed: (error, count) =>
        log.warn('Deliveries could not be correlated', { error, deliveries: count }),
    });
    if (failed.length > 0) {
      log.warn('Some deliveries come again', { failed: failed.length });
      // Without it they come again too, only later.
      await delay(failed).catch((error: unknown) => log.warn('They come again late', { error }));
    }
    const back = untried.length === 0 ? new Set<string>() : await putBack(untried);
    if (untried.length > 0)
      log.info('No time was left for some deliveries', { untried: untried.length, putBack: back.size });
    const again = [...failed, ...untried.filter(({ messageId }) => !back.has(messageId))];
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  },
};

async function processPortion(
  deps: CorrelateAlertsDeps,
  deliveries: readonly Delivery[],
  trial: Trial,
  { log, count }: Invocation,
) {
  // Before it is tried: whatever it does to this function, the ledger has it.
  if (trial === 'last') for (const delivery of deliveries) await quarantineFirst(deps, delivery);
  const { lines, failed } = await correlateAlerts(deps, deliveries);
  for (const { disposition } of lines) count(`Deliveries${capitalized(disposition)}`);
  for (const { deliveryId, error } of failed) log.warn('A delivery comes again', { deliveryId, error });
  return new Set(failed.map(({ deliveryId }) => deliveryId));
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
