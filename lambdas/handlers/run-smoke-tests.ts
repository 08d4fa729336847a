import { buildSchedules } from '../runtime/build/build-services.ts';
import { buildSmokeTests } from '../runtime/build/build-smoke-tests.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { RunSmokeTestsDeps } from '../use-cases/smoke-tests/run-smoke-tests.ts';
import { runSmokeTestsTask } from './tasks/run-smoke-tests.ts';

export const handler = lambdaHandler(
  runSmokeTestsTask,
  (env): RunSmokeTestsDeps => ({
    ...buildSmokeTests(env),
    incidents: buildStores(env).incidents,
    schedules: buildSchedules(env),
    policy: readPolicy(env),
  }),
);
