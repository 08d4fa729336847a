import { createTimerTimeouts } from '../adapters/timers/timer-timeouts.ts';
import { evidenceKinds } from '../evidence/index.ts';
import {
  approvalSecret,
  buildApprovalLinkKeys,
  buildMatchCodes,
} from '../runtime/build/build-approval-keys.ts';
import { buildIncidentChannels } from '../runtime/build/build-incident-channels.ts';
import { buildTokenVault } from '../runtime/build/build-keys.ts';
import { buildNotifier } from '../runtime/build/build-notifier.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { urlVariable } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { type RequestApprovalTaskDeps, requestApprovalTask } from './tasks/request-approval.ts';

export const handler = lambdaHandler(
  requestApprovalTask,
  (env): RequestApprovalTaskDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env, approvalSecret(env)),
    notifier: buildNotifier(env, {
      linkKeys: buildApprovalLinkKeys(env),
      matchCodes: buildMatchCodes(env),
    }),
    clock: systemClock,
    incidentChannels: buildIncidentChannels(env),
    timeouts: createTimerTimeouts(),
    consoleUrl: urlVariable(env, 'CONSOLE_URL'),
    policy: readPolicy(env),
    evidenceKinds,
  }),
);
