import * as z from 'zod/mini';
import { buildLinkKeys, buildMatchCodes, buildTokenVault } from '../runtime/build/build-approval-keys.ts';
import { buildMailer } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { urlVariable } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { type RequestApprovalDeps, requestApproval } from '../use-cases/approvals/request-approval.ts';

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
