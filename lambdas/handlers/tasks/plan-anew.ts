import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { planAnew } from '../../use-cases/triage/plan-anew.ts';

/** The plan is set aside; the workflow reads evidence again. */
export const planAnewTask = defineTask({ input: z.object({ incidentId: z.string() }), run: planAnew });
