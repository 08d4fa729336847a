import * as z from 'zod/mini';
import { createCloudwatchSeriesReader } from '../adapters/evidence/cloudwatch-series-reader.ts';
import { buildLinkKeys, buildMatchCodes, buildTokenVault } from '../runtime/build-approval-keys.ts';
import { buildPageLinks } from '../runtime/build-page-links.ts';
import { buildAwsCaller, buildDocuments, buildMailer, buildSchedules } from '../runtime/build-services.ts';
import { buildStores } from '../runtime/build-stores.ts';
import { buildWorkflow } from '../runtime/build-workflow.ts';
import { urlVariable } from '../runtime/env.ts';
import { readPolicy } from '../runtime/policy.ts';
import { createRateLimiter } from '../runtime/rate-limiter.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { taskHandler } from '../runtime/task-handler.ts';
import { type SweepDeps, sweep } from '../use-cases/sweep.ts';

/** Every minute: finishes or reports what is overdue or half done. */
export const handler = taskHandler({
  input: z.unknown(),
  build: (env): SweepDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    linkKeys: buildLinkKeys(env),
    matchCodes: buildMatchCodes(env),
    mailer: buildMailer(env),
    pageLinks: buildPageLinks(env),
    documents: buildDocuments(env),
    schedules: buildSchedules(env),
    series: createCloudwatchSeriesReader(buildAwsCaller(env)),
    policy: readPolicy(env),
    consoleUrl: urlVariable(env, 'CONSOLE_URL'),
    clock: systemClock,
    rateLimiter: createRateLimiter(systemClock),
  }),
  run: sweep,
});
