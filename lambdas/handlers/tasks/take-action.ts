import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { takeAction } from '../../use-cases/actions/take-action.ts';

/** Executes one step; each kind of action has a function and a role of its own. */
export const takeActionTask = defineTask({
  input: z.object({ incidentId: z.string(), stepIndex: z.int(), approvalId: z.nullable(z.string()) }),
  run: takeAction,
});
