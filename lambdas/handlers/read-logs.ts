import * as z from 'zod/mini';
import { buildEvidenceDeps } from '../runtime/build/build-evidence.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { readEvidence } from '../use-cases/triage/read-evidence.ts';

/** Log errors before and after onset. */
export const handler = taskHandler({
  input: z.object({ incidentId: z.string() }),
  build: (env) => buildEvidenceDeps(env, 'logs'),
  run: readEvidence,
});
