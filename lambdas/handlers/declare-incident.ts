import * as z from 'zod/mini';
import { buildStores } from '../runtime/build-stores.ts';
import { readPolicy } from '../runtime/policy.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { taskHandler } from '../runtime/task-handler.ts';
import { type DeclareIncidentDeps, declareIncident } from '../use-cases/declare-incident.ts';

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
