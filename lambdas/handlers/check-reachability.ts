import { buildNotifier } from '../runtime/build/build-notifier.ts';
import { buildReachability } from '../runtime/build/build-reachability.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { CheckReachabilityDeps } from '../use-cases/reachability/check-reachability.ts';
import { checkReachabilityTask } from './tasks/check-reachability.ts';

export const handler = lambdaHandler(
  checkReachabilityTask,
  (env): CheckReachabilityDeps => ({
    signIns: buildStores(env).signIns,
    reachableBy: buildReachability(env),
    notifier: buildNotifier(env),
    policy: readPolicy(env),
    clock: systemClock,
  }),
);
