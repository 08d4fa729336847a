import { createTimerTimeouts } from '../adapters/timers/timer-timeouts.ts';
import { evidenceKinds } from '../evidence/index.ts';
import { createServiceSeriesReader } from '../evidence/metrics/service-series-reader.ts';
import {
  approvalSecret,
  buildApprovalLinkKeys,
  buildMatchCodes,
} from '../runtime/build/build-approval-keys.ts';
import { buildIncidentChannels } from '../runtime/build/build-incident-channels.ts';
import { buildTokenVault } from '../runtime/build/build-keys.ts';
import { buildLocations } from '../runtime/build/build-locations.ts';
import { buildNotifier } from '../runtime/build/build-notifier.ts';
import {
  buildAwsClients,
  buildLedger,
  buildReplayQueue,
  buildSchedules,
} from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { urlVariable } from '../runtime/env/env.ts';
import { createRateLimiter } from '../runtime/env/rate-limiter.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { orTryLocations } from '../runtime/middleware/or-try-locations.ts';
import type { SweepDeps } from '../use-cases/sweep/sweep.ts';
import { sweepTask } from './tasks/sweep.ts';

export const handler = lambdaHandler(
  orTryLocations(sweepTask, buildLocations),
  (env): SweepDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env, approvalSecret(env)),
    notifier: buildNotifier(env, {
      linkKeys: buildApprovalLinkKeys(env),
      matchCodes: buildMatchCodes(env),
    }),
    incidentChannels: buildIncidentChannels(env),
    consoleUrl: urlVariable(env, 'CONSOLE_URL'),
    ledger: buildLedger(env),
    queue: buildReplayQueue(env),
    schedules: buildSchedules(env),
    series: createServiceSeriesReader(buildAwsClients(env)),
    timeouts: createTimerTimeouts(),
    policy: readPolicy(env),
    evidenceKinds,
    clock: systemClock,
    rateLimiter: createRateLimiter(systemClock),
  }),
);
