import * as z from 'zod/mini';
import { buildTokenVault } from '../runtime/build/build-approval-keys.ts';
import { buildNotifier } from '../runtime/build/build-notifier.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { type RequestApprovalDeps, requestApproval } from '../use-cases/approvals/request-approval.ts';

const input = z.object({
  incidentId: z.string(),
  stepIndex: z.int(),
  reasons: z.array(z.string()),
  taskToken: z.string(),
});

/** Asks the approvers; the workflow waits for the token's answer. */
export const handler = taskHandler({
  input,
  build: (env): RequestApprovalDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    notifier: buildNotifier(env),
    clock: systemClock,
    policy: readPolicy(env),
  }),
  run: requestApproval,
});
