import { createServiceSeriesReader } from '../evidence/metrics/service-series-reader.ts';
import { buildLocations } from '../runtime/build/build-locations.ts';
import { buildAwsClients, buildSchedules, buildSmallQueue } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { orTryLocations } from '../runtime/middleware/or-try-locations.ts';
import type { CheckRelapseDeps } from '../use-cases/relapse/check-relapse.ts';
import { checkRelapseTask } from './tasks/check-relapse.ts';

export const handler = lambdaHandler(
  orTryLocations(checkRelapseTask, buildLocations),
  (env): CheckRelapseDeps => ({
    ...buildStores(env),
    schedules: buildSchedules(env),
    series: createServiceSeriesReader(buildAwsClients(env)),
    queue: buildSmallQueue(env),
    policy: readPolicy(env),
    clock: systemClock,
  }),
);
