import { buildLinkKeys, buildMatchCodes, buildTokenVault } from '../runtime/build/build-approval-keys.ts';
import { buildMailer } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { urlVariable } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { RequestApprovalDeps } from '../use-cases/approvals/request-approval.ts';
import { requestApprovalTask } from './tasks/request-approval.ts';

export const handler = lambdaHandler(
  requestApprovalTask,
  (env): RequestApprovalDeps => ({
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
);
