import * as z from 'zod/mini';
import { actions } from '../actions/index.ts';
import { evidenceKinds } from '../domain/records/evidence.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { type AssessIncidentDeps, assessIncident } from '../use-cases/triage/assess-incident.ts';

const unavailable = z.object({
  kind: z.enum(evidenceKinds),
  status: z.literal('unavailable'),
  gatheredAt: z.string(),
  reason: z.string(),
});

/** Symptom, severity, suspects and the plan. */
export const handler = taskHandler({
  input: z.object({ incidentId: z.string(), unavailable: z.array(unavailable) }),
  build: (env): AssessIncidentDeps => ({
    incidents: buildStores(env).incidents,
    policy: readPolicy(env),
    actions,
    clock: systemClock,
  }),
  run: assessIncident,
});
