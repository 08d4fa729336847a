import { buildSchedules } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { CloseIncidentDeps } from '../use-cases/closing/close-incident.ts';
import { closeIncidentTask } from './tasks/close-incident.ts';

export const handler = lambdaHandler(
  closeIncidentTask,
  (env): CloseIncidentDeps => ({
    ...buildStores(env),
    schedules: buildSchedules(env),
    clock: systemClock,
  }),
);
