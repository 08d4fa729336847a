import { evidenceKinds } from '../evidence/index.ts';
import { buildNotifier } from '../runtime/build/build-notifier.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { SendUpdateDeps } from '../use-cases/updates/send-update.ts';
import { sendUpdateTask } from './tasks/send-update.ts';

export const handler = lambdaHandler(
  sendUpdateTask,
  (env): SendUpdateDeps => ({
    ...buildStores(env),
    notifier: buildNotifier(env),
    policy: readPolicy(env),
    evidenceKinds,
    clock: systemClock,
  }),
);
