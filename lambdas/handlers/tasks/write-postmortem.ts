import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { writePostmortem } from '../../use-cases/postmortem/write-postmortem.ts';

/** The document of a closed incident. */
export const writePostmortemTask = defineTask({
  input: z.object({ incidentId: z.string() }),
  run: writePostmortem,
});
