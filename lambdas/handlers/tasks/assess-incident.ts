import * as z from 'zod/mini';
import { evidenceConditions } from '../../evidence/conditions.ts';
import { defineTask } from '../../runtime/middleware/task.ts';
import { assessIncident } from '../../use-cases/triage/assess-incident.ts';

const unavailable = z.object({
  kind: z.enum(evidenceConditions.map(({ kind }) => kind)),
  status: z.literal('unavailable'),
  gatheredAt: z.string(),
  reason: z.string(),
});

/** Symptom, severity, suspects and the plan. */
export const assessIncidentTask = defineTask({
  input: z.object({ incidentId: z.string(), unavailable: z.array(unavailable) }),
  run: assessIncident,
});
