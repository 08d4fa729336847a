import { actions } from '../actions/index.ts';
import { evidenceConditions } from '../evidence/conditions.ts';
import { resourceKinds } from '../resources/index.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { AssessIncidentDeps } from '../use-cases/triage/assess-incident.ts';
import { assessIncidentTask } from './tasks/assess-incident.ts';

export const handler = lambdaHandler(
  assessIncidentTask,
  (env): AssessIncidentDeps => ({
    incidents: buildStores(env).incidents,
    policy: readPolicy(env),
    evidenceKinds: evidenceConditions,
    actions,
    resourceKinds,
    clock: systemClock,
  }),
);
