import { evidenceKinds } from '../evidence/index.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { PlanAnewDeps } from '../use-cases/triage/plan-anew.ts';
import { planAnewTask } from './tasks/plan-anew.ts';

export const handler = lambdaHandler(
  planAnewTask,
  (env): PlanAnewDeps => ({ ...buildStores(env), evidenceKinds, clock: systemClock }),
);
