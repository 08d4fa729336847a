import { httpHandler } from '../http/http-handler.ts';
import { approvalRoutes } from '../http/routes/approval-routes.ts';
import {
  buildLinkKeys,
  buildMatchCodes,
  buildNonces,
  buildTokenVault,
} from '../runtime/build/build-approval-keys.ts';
import { buildMailer } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { urlVariable } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { log } from '../runtime/log/logger.ts';
import type { DecideApprovalDeps } from '../use-cases/approvals/decide-approval.ts';

/** Shows an approval to the holder of a personal link, and records their decision. GET does neither. */
export const handler = httpHandler<DecideApprovalDeps>({
  build: (env) => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    linkKeys: buildLinkKeys(env),
    matchCodes: buildMatchCodes(env),
    nonces: buildNonces(env),
    mailer: buildMailer(env),
    clock: systemClock,
    policy: readPolicy(env),
    consoleUrl: urlVariable(env, 'CONSOLE_URL'),
  }),
  routes: approvalRoutes(log),
});
