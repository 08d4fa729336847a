import { buildSchedules } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { DeclareIncidentDeps } from '../use-cases/triage/declare-incident.ts';
import { declareIncidentTask } from './tasks/declare-incident.ts';

export const handler = lambdaHandler(
  declareIncidentTask,
  (env): DeclareIncidentDeps => ({
    incidents: buildStores(env).incidents,
    schedules: buildSchedules(env),
    policy: readPolicy(env),
    clock: systemClock,
  }),
);
