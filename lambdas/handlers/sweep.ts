import * as z from 'zod/mini';
import { createCloudwatchSeriesReader } from '../evidence/metrics/cloudwatch-series-reader.ts';
import { buildTokenVault } from '../runtime/build/build-approval-keys.ts';
import { buildNotifier } from '../runtime/build/build-notifier.ts';
import { buildAwsCaller, buildDocuments, buildSchedules } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { createRateLimiter } from '../runtime/env/rate-limiter.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { type SweepDeps, sweep } from '../use-cases/sweep/sweep.ts';

/** Every minute: finishes or reports what is overdue or half done. */
export const handler = taskHandler({
  input: z.unknown(),
  build: (env): SweepDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    notifier: buildNotifier(env),
    documents: buildDocuments(env),
    schedules: buildSchedules(env),
    series: createCloudwatchSeriesReader(buildAwsCaller(env)),
    policy: readPolicy(env),
    clock: systemClock,
    rateLimiter: createRateLimiter(systemClock),
  }),
  run: sweep,
});
