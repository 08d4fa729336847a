import { evidenceConditions } from '../evidence/conditions.ts';
import {
  buildLedger,
  buildMessageDelay,
  buildPutBack,
  buildRedeemClaimCheck,
  buildSubscriptions,
} from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { createRateLimiter } from '../runtime/env/rate-limiter.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { createMappedSources } from '../sources/mapping/mapped-sources.ts';
import { type CorrelateTaskDeps, correlateAlertsTask } from './tasks/correlate-alerts.ts';

export const handler = lambdaHandler(
  correlateAlertsTask,
  (env): CorrelateTaskDeps => ({
    sources: createMappedSources(readPolicy(env).mappings),
    policy: readPolicy(env),
    evidenceKinds: evidenceConditions,
    incidents: buildStores(env).incidents,
    workflow: buildWorkflow(env),
    ledger: buildLedger(env),
    subscriptions: buildSubscriptions(env),
    clock: systemClock,
    rateLimiter: createRateLimiter(systemClock),
    redeem: buildRedeemClaimCheck(env),
    delay: buildMessageDelay(env),
    putBack: buildPutBack(env),
  }),
);
