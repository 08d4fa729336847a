import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { declareIncident } from '../../use-cases/triage/declare-incident.ts';

/** Commander, execution, first severity. */
export const declareIncidentTask = defineTask({
  input: z.object({ incidentId: z.string(), executionArn: z._default(z.nullable(z.string()), null) }),
  run: declareIncident,
});
