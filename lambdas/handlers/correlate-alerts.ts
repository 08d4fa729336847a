import { queuedDelivery } from '../adapters/aws/queued-deliveries.ts';
import { createMappedSources } from '../adapters/sources/mapping/mapped-sources.ts';
import { batchHandler } from '../runtime/batch-handler.ts';
import { buildAwsCaller, buildLedger } from '../runtime/build-services.ts';
import { buildStores } from '../runtime/build-stores.ts';
import { buildWorkflow } from '../runtime/build-workflow.ts';
import { log } from '../runtime/logger.ts';
import { countMetric } from '../runtime/metrics.ts';
import { readPolicy } from '../runtime/policy.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { type CorrelateAlertsDeps, correlateAlerts } from '../use-cases/correlate-alerts.ts';

export const handler = batchHandler<CorrelateAlertsDeps>({
  build: (env) => ({
    sources: createMappedSources(readPolicy(env).mappings),
    policy: readPolicy(env),
    incidents: buildStores(env).incidents,
    workflow: buildWorkflow(env),
    ledger: buildLedger(env),
    aws: buildAwsCaller(env),
    clock: systemClock,
  }),
  run: async (deps, records) => {
    const queued = records.map((record) => ({ record, delivery: queuedDelivery(record) }));
    const { lines, failed } = await correlateAlerts(
      deps,
      queued.map(({ delivery }) => delivery),
    );
    for (const { disposition } of lines) countMetric(`Deliveries${capitalized(disposition)}`);
    for (const { deliveryId, error } of failed) log.warn('A delivery comes again', { deliveryId, error });
    const again = new Set(failed.map(({ deliveryId }) => deliveryId));
    return queued.filter(({ delivery }) => again.has(delivery.id)).map(({ record }) => record.messageId);
  },
});

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
