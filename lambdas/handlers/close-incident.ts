import * as z from 'zod/mini';
import { closeOutcomes } from '../domain/records/incident.ts';
import { buildSchedules } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { type CloseIncidentDeps, closeIncident } from '../use-cases/closing/close-incident.ts';

const input = z.object({ incidentId: z.string(), outcome: z.enum(closeOutcomes), closedBy: z.string() });

/** Closes, and gives back lock, leases and checks. */
export const handler = taskHandler({
  input,
  build: (env): CloseIncidentDeps => ({
    ...buildStores(env),
    schedules: buildSchedules(env),
    clock: systemClock,
  }),
  run: closeIncident,
});
