import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { handOver } from '../../use-cases/handover/hand-over.ts';

/** Automation stops and people are notified; the workflow waits for their command. */
export const handOverTask = defineTask({
  input: z.object({
    incidentId: z.string(),
    reason: z.string(),
    reminder: z._default(z.int(), 0),
    taskToken: z.string(),
  }),
  run: handOver,
});
