import * as z from 'zod/mini';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { type CheckGuardrailsDeps, checkGuardrails } from '../use-cases/actions/check-guardrails.ts';

/** Allow, ask a person or deny: for one step of the plan, with every reason. */
export const handler = taskHandler({
  input: z.object({ incidentId: z.string(), stepIndex: z.int() }),
  build: (env): CheckGuardrailsDeps => ({
    ...buildStores(env),
    policy: readPolicy(env),
    clock: systemClock,
  }),
  run: checkGuardrails,
});
