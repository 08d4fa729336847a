import * as z from 'zod/mini';
import { buildStores } from '../runtime/build-stores.ts';
import { readPolicy } from '../runtime/policy.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { taskHandler } from '../runtime/task-handler.ts';
import { type CheckGuardrailsDeps, checkGuardrails } from '../use-cases/check-guardrails.ts';

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
