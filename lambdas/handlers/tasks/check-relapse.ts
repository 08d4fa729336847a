import * as z from 'zod/mini';
import { relapseCheckHours } from '../../domain/response/relapse/relapse-check.ts';
import { defineTask } from '../../runtime/middleware/task.ts';
import { checkRelapse } from '../../use-cases/relapse/check-relapse.ts';

/** Once for each time after the closing of an incident: looks whether it lasts. */
export const checkRelapseTask = defineTask({
  input: z.object({ incidentId: z.string(), hours: z.literal([...relapseCheckHours]) }),
  run: checkRelapse,
});
