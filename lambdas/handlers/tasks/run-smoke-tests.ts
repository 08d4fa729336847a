import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { runSmokeTests } from '../../use-cases/smoke-tests/run-smoke-tests.ts';

/** Tries the critical flows of a service while its incident waits for recovery. */
export const runSmokeTestsTask = defineTask({
  input: z.object({ incidentId: z.string() }),
  run: runSmokeTests,
});
