import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { type CheckRecoveryDeps, checkRecovery } from '../../use-cases/recovery/check-recovery.ts';
import { type WatchRecoveryDeps, watchRecovery } from '../../use-cases/recovery/watch-recovery.ts';

/** Begins the wait for recovery, and every minute looks whether it is over. */
export const watchRecoveryTask = defineTask({
  // From the workflow with a token to answer; from the schedule without.
  input: z.union([
    z.object({ incidentId: z.string(), stepIndex: z.nullable(z.int()), taskToken: z.string() }),
    z.object({ incidentId: z.string() }),
  ]),
  run: async (deps: WatchRecoveryDeps & CheckRecoveryDeps, event) => {
    if ('taskToken' in event) await watchRecovery(deps, event);
    else await checkRecovery(deps, event);
  },
});
