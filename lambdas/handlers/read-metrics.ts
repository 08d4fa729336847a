import * as z from 'zod/mini';
import { buildEvidenceDeps } from '../runtime/build-evidence.ts';
import { taskHandler } from '../runtime/task-handler.ts';
import { readEvidence } from '../use-cases/read-evidence.ts';

/** Metrics with baseline and onset. */
export const handler = taskHandler({
  input: z.object({ incidentId: z.string() }),
  build: (env) => buildEvidenceDeps(env, 'metrics'),
  run: readEvidence,
});
