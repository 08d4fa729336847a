import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { readEvidence } from '../../use-cases/triage/read-evidence.ts';

/** One kind of evidence: that of the reader. */
export const readEvidenceTask = defineTask({
  input: z.object({ incidentId: z.string() }),
  run: readEvidence,
});
