import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { CheckGuardrailsDeps } from '../use-cases/actions/check-guardrails.ts';
import { checkGuardrailsTask } from './tasks/check-guardrails.ts';

export const handler = lambdaHandler(
  checkGuardrailsTask,
  (env): CheckGuardrailsDeps => ({
    ...buildStores(env),
    policy: readPolicy(env),
    clock: systemClock,
  }),
);
