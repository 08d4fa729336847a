import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { checkGuardrails } from '../../use-cases/actions/check-guardrails.ts';

/** Allow, ask a person or deny: for one step of the plan, with every reason. */
export const checkGuardrailsTask = defineTask({
  input: z.object({ incidentId: z.string(), stepIndex: z.int() }),
  run: checkGuardrails,
});
