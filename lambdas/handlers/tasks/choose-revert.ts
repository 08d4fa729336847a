import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { chooseRevert } from '../../use-cases/recovery/choose-revert.ts';

/** What to put back next once no step of the plan is left. */
export const chooseRevertTask = defineTask({
  input: z.object({ incidentId: z.string() }),
  run: chooseRevert,
});
