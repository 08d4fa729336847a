import * as z from 'zod/mini';
import { buildStores } from '../runtime/build/build-stores.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { recordFailure } from '../use-cases/triage/record-failure.ts';

const input = z.object({
  incidentId: z.string(),
  state: z.string(),
  error: z.string(),
  cause: z.nullable(z.string()),
  at: z.string(),
});

/** What broke in the workflow, and where. */
export const handler = taskHandler({
  input,
  build: (env) => ({ incidents: buildStores(env).incidents }),
  run: recordFailure,
});
