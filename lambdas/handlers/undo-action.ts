import * as z from 'zod/mini';
import { buildActionDeps } from '../runtime/build/build-action.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { undoAction } from '../use-cases/actions/undo-action.ts';

const input = z.object({ incidentId: z.string(), stepIndex: z.int() });

/** Undoes one step; each kind of action has a function and a role of its own. */
export const handler = taskHandler({ input, build: buildActionDeps, run: undoAction });
