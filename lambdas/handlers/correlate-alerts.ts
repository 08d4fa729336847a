import type { RedeemClaimCheck } from '../adapters/aws/queue/queued-deliveries.ts';
import type { Delivery } from '../ports/alert-source.ts';
import { buildLedger, buildRedeemClaimCheck, buildSubscriptions } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { processInPortions } from '../runtime/env/process-in-portions.ts';
import { createRateLimiter } from '../runtime/env/rate-limiter.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { log } from '../runtime/log/logger.ts';
import { countMetric } from '../runtime/log/metrics.ts';
import { batchHandler } from '../runtime/middleware/batch-handler.ts';
import { createMappedSources } from '../sources/mapping/mapped-sources.ts';
import { type CorrelateAlertsDeps, correlateAlerts } from '../use-cases/correlation/correlate-alerts.ts';

interface Deps {
  readonly correlate: CorrelateAlertsDeps;
  readonly redeem: RedeemClaimCheck;
}

export const handler = batchHandler<Deps>({
  build: (env) => ({
    correlate: {
      sources: createMappedSources(readPolicy(env).mappings),
      policy: readPolicy(env),
      incidents: buildStores(env).incidents,
      workflow: buildWorkflow(env),
      ledger: buildLedger(env),
      subscriptions: buildSubscriptions(env),
      clock: systemClock,
      rateLimiter: createRateLimiter(systemClock),
    },
    redeem: buildRedeemClaimCheck(env),
  }),
  run: ({ correlate, redeem }, records, timeLeft) =>
    processInPortions(records, {
      redeem,
      timeLeft,
      processPortion: (deliveries) => processPortion(correlate, deliveries),
      tellUnfetched: (error) => log.warn('A large delivery cannot be fetched and comes again', { error }),
    }),
});

async function processPortion(deps: CorrelateAlertsDeps, deliveries: readonly Delivery[]) {
  const { lines, failed } = await correlateAlerts(deps, deliveries);
  for (const { disposition } of lines) countMetric(`Deliveries${capitalized(disposition)}`);
  for (const { deliveryId, error } of failed) log.warn('A delivery comes again', { deliveryId, error });
  return new Set(failed.map(({ deliveryId }) => deliveryId));
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
