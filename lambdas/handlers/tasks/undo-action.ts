import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { undoAction } from '../../use-cases/actions/undo-action.ts';

/** Undoes one step; each kind of action has a function and a role of its own. */
export const undoActionTask = defineTask({
  input: z.object({ incidentId: z.string(), stepIndex: z.int() }),
  run: undoAction,
});
