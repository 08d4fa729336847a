import { evidenceKinds } from '../evidence/index.ts';
import { buildTokenVault } from '../runtime/build/build-keys.ts';
import { buildNotifier } from '../runtime/build/build-notifier.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { HandOverDeps } from '../use-cases/handover/hand-over.ts';
import { handOverTask } from './tasks/hand-over.ts';

export const handler = lambdaHandler(
  handOverTask,
  (env): HandOverDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    notifier: buildNotifier(env),
    policy: readPolicy(env),
    evidenceKinds,
    clock: systemClock,
  }),
);
