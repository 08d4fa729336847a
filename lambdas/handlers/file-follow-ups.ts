import { evidenceKinds } from '../evidence/index.ts';
import { buildNotifier } from '../runtime/build/build-notifier.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildTrackers } from '../runtime/build/build-trackers.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { urlVariable } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { TendFollowUpsDeps } from '../use-cases/follow-ups/tend-follow-ups.ts';
import { fileFollowUpsTask } from './tasks/file-follow-ups.ts';

export const handler = lambdaHandler(
  fileFollowUpsTask,
  (env): TendFollowUpsDeps => ({
    ...buildStores(env),
    notifier: buildNotifier(env),
    trackers: buildTrackers(env),
    consoleUrl: urlVariable(env, 'CONSOLE_URL'),
    policy: readPolicy(env),
    evidenceKinds,
    clock: systemClock,
  }),
);
