import * as z from 'zod/mini';
import { buildActionDeps } from '../runtime/build/build-action.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { takeAction } from '../use-cases/actions/take-action.ts';

const input = z.object({
  incidentId: z.string(),
  stepIndex: z.int(),
  approvalId: z.nullable(z.string()),
});

/** Executes one step; each kind of action has a function and a role of its own. */
export const handler = taskHandler({ input, build: buildActionDeps, run: takeAction });
