import * as z from 'zod/mini';
import { createServiceSeriesReader } from '../evidence/metrics/service-series-reader.ts';
import { buildTokenVault } from '../runtime/build/build-approval-keys.ts';
import { buildAwsClients, buildSchedules } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { type CheckRecoveryDeps, checkRecovery } from '../use-cases/recovery/check-recovery.ts';
import { type WatchRecoveryDeps, watchRecovery } from '../use-cases/recovery/watch-recovery.ts';

/** From the workflow with a token to answer; from the schedule without. */
const input = z.union([
  z.object({ incidentId: z.string(), stepIndex: z.nullable(z.int()), taskToken: z.string() }),
  z.object({ incidentId: z.string() }),
]);

/** Begins the wait for recovery, and every minute looks whether it is over. */
export const handler = taskHandler({
  input,
  build: (env): WatchRecoveryDeps & CheckRecoveryDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    schedules: buildSchedules(env),
    series: createServiceSeriesReader(buildAwsClients(env)),
    policy: readPolicy(env),
    clock: systemClock,
  }),
  run: async (deps, event) => {
    if ('taskToken' in event) await watchRecovery(deps, event);
    else await checkRecovery(deps, event);
  },
});
