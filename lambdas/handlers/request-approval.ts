import * as z from 'zod/mini';
import { buildLinkKeys, buildMatchCodes, buildTokenVault } from '../runtime/build-approval-keys.ts';
import { buildMailer } from '../runtime/build-services.ts';
import { buildStores } from '../runtime/build-stores.ts';
import { buildWorkflow } from '../runtime/build-workflow.ts';
import { urlVariable } from '../runtime/env.ts';
import { readPolicy } from '../runtime/policy.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { taskHandler } from '../runtime/task-handler.ts';
import { type RequestApprovalDeps, requestApproval } from '../use-cases/request-approval.ts';

const input = z.object({
  incidentId: z.string(),
  stepIndex: z.int(),
  reasons: z.array(z.string()),
  taskToken: z.string(),
});

/** Asks the approvers by mail; the workflow waits for the token's answer. */
export const handler = taskHandler({
  input,
  build: (env): RequestApprovalDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    linkKeys: buildLinkKeys(env),
    matchCodes: buildMatchCodes(env),
    mailer: buildMailer(env),
    clock: systemClock,
    policy: readPolicy(env),
    consoleUrl: urlVariable(env, 'CONSOLE_URL'),
  }),
  run: requestApproval,
});
