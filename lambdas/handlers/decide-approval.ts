import { approvalRoutes } from '../runtime/approval-routes.ts';
import {
  buildLinkKeys,
  buildMatchCodes,
  buildNonces,
  buildTokenVault,
} from '../runtime/build-approval-keys.ts';
import { buildMailer } from '../runtime/build-services.ts';
import { buildStores } from '../runtime/build-stores.ts';
import { buildWorkflow } from '../runtime/build-workflow.ts';
import { urlVariable } from '../runtime/env.ts';
import { httpHandler } from '../runtime/http-handler.ts';
import { log } from '../runtime/logger.ts';
import { readPolicy } from '../runtime/policy.ts';
import { systemClock } from '../runtime/system-clock.ts';
import type { DecideApprovalDeps } from '../use-cases/decide-approval.ts';

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
