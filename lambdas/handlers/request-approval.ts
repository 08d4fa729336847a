import { evidenceKinds } from '../evidence/index.ts';
import {
  approvalSecret,
  buildApprovalLinkKeys,
  buildMatchCodes,
} from '../runtime/build/build-approval-keys.ts';
import { buildTokenVault } from '../runtime/build/build-keys.ts';
import { buildNotifier } from '../runtime/build/build-notifier.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { RequestApprovalDeps } from '../use-cases/approvals/request-approval.ts';
import { requestApprovalTask } from './tasks/request-approval.ts';

export const handler = lambdaHandler(
  requestApprovalTask,
  (env): RequestApprovalDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env, approvalSecret(env)),
    notifier: buildNotifier(env, {
      linkKeys: buildApprovalLinkKeys(env),
      matchCodes: buildMatchCodes(env),
    }),
    clock: systemClock,
    policy: readPolicy(env),
    evidenceKinds,
  }),
);
