import { createTimerTimeouts } from '../adapters/timers/timer-timeouts.ts';
import { evidenceKinds } from '../evidence/index.ts';
import { buildIncidentChannels } from '../runtime/build/build-incident-channels.ts';
import { buildTokenVault } from '../runtime/build/build-keys.ts';
import { buildNotifier } from '../runtime/build/build-notifier.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { urlVariable } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { type HandOverTaskDeps, handOverTask } from './tasks/hand-over.ts';

export const handler = lambdaHandler(
  handOverTask,
  (env): HandOverTaskDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    notifier: buildNotifier(env),
    policy: readPolicy(env),
    evidenceKinds,
    clock: systemClock,
    incidentChannels: buildIncidentChannels(env),
    timeouts: createTimerTimeouts(),
    consoleUrl: urlVariable(env, 'CONSOLE_URL'),
  }),
);
