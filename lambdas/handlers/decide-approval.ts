import { evidenceKinds } from '../evidence/index.ts';
import { approvalRoutes } from '../http/routes/approval-routes.ts';
import {
  buildLinkKeys,
  buildMatchCodes,
  buildNonces,
  buildTokenVault,
} from '../runtime/build/build-approval-keys.ts';
import { buildNotifier } from '../runtime/build/build-notifier.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { DecideApprovalDeps } from '../use-cases/approvals/decide-approval.ts';

export const handler = lambdaHandler(
  approvalRoutes,
  (env): DecideApprovalDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    linkKeys: buildLinkKeys(env),
    matchCodes: buildMatchCodes(env),
    nonces: buildNonces(env),
    notifier: buildNotifier(env),
    clock: systemClock,
    policy: readPolicy(env),
    evidenceKinds,
  }),
);
