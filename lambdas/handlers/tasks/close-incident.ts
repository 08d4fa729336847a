import * as z from 'zod/mini';
import { closeOutcomes } from '../../domain/records/incident.ts';
import { defineTask } from '../../runtime/middleware/task.ts';
import { closeIncident } from '../../use-cases/closing/close-incident.ts';

/** Closes, and gives back lock, leases and checks. */
export const closeIncidentTask = defineTask({
  input: z.object({ incidentId: z.string(), outcome: z.enum(closeOutcomes), closedBy: z.string() }),
  run: closeIncident,
});
