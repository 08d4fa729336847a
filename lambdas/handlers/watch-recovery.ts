import { evidenceKinds } from '../evidence/index.ts';
import { createServiceSeriesReader } from '../evidence/metrics/service-series-reader.ts';
import { buildTokenVault } from '../runtime/build/build-keys.ts';
import { buildLocations } from '../runtime/build/build-locations.ts';
import { buildAwsClients, buildSchedules } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { orTryLocations } from '../runtime/middleware/or-try-locations.ts';
import type { CheckRecoveryDeps } from '../use-cases/recovery/check-recovery.ts';
import type { WatchRecoveryDeps } from '../use-cases/recovery/watch-recovery.ts';
import { watchRecoveryTask } from './tasks/watch-recovery.ts';

export const handler = lambdaHandler(
  orTryLocations(watchRecoveryTask, buildLocations),
  (env): WatchRecoveryDeps & CheckRecoveryDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    schedules: buildSchedules(env),
    series: createServiceSeriesReader(buildAwsClients(env)),
    policy: readPolicy(env),
    evidenceKinds,
    clock: systemClock,
  }),
);
