import * as z from 'zod/mini';
import { closeOutcomes } from '../domain/incident.ts';
import { buildSchedules } from '../runtime/build-services.ts';
import { buildStores } from '../runtime/build-stores.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { taskHandler } from '../runtime/task-handler.ts';
import { type CloseIncidentDeps, closeIncident } from '../use-cases/close-incident.ts';

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
