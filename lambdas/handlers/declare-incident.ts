import * as z from 'zod/mini';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { type DeclareIncidentDeps, declareIncident } from '../use-cases/triage/declare-incident.ts';

const input = z.object({ incidentId: z.string(), executionArn: z._default(z.nullable(z.string()), null) });

/** Commander, execution, first severity. */
export const handler = taskHandler({
  input,
  build: (env): DeclareIncidentDeps => ({
    incidents: buildStores(env).incidents,
    policy: readPolicy(env),
    clock: systemClock,
  }),
  run: declareIncident,
});
