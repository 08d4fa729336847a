import { buildStatusPages } from '../runtime/build/build-status-pages.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { PublishStatusesDeps } from '../use-cases/public-status/publish-statuses.ts';
import { publishStatusTask } from './tasks/publish-status.ts';

export const handler = lambdaHandler(
  publishStatusTask,
  (env): PublishStatusesDeps => ({
    ...buildStores(env),
    statusPages: buildStatusPages(env),
    policy: readPolicy(env),
    clock: systemClock,
  }),
);
