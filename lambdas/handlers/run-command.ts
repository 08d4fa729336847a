import { commandRoutes } from '../http/routes/command-routes.ts';
import { buildTokenVault } from '../runtime/build/build-approval-keys.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { createUlidIds } from '../runtime/env/ulid-ids.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { RunCommandDeps } from '../use-cases/console/run-command.ts';

export const handler = lambdaHandler(
  commandRoutes,
  (env): RunCommandDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    ids: createUlidIds(systemClock),
    clock: systemClock,
  }),
);
