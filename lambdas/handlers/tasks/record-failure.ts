import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { recordFailure } from '../../use-cases/triage/record-failure.ts';

/** What broke in the workflow, and where. */
export const recordFailureTask = defineTask({
  input: z.object({
    incidentId: z.string(),
    state: z.string(),
    error: z.string(),
    cause: z.nullable(z.string()),
    at: z.string(),
  }),
  run: recordFailure,
});
