import { evidenceKinds } from '../evidence/index.ts';
import { approvalRoutes } from '../http/routes/approval-routes.ts';
import {
  approvalSecret,
  buildApprovalLinkKeys,
  buildMatchCodes,
  buildNonces,
} from '../runtime/build/build-approval-keys.ts';
import { buildTokenVault } from '../runtime/build/build-keys.ts';
import { buildNotifier, buildPageLinks } from '../runtime/build/build-notifier.ts';
import { buildSessions, type WithSessions } from '../runtime/build/build-sessions.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { createUlidIds } from '../runtime/env/ulid-ids.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { AskAgainDeps } from '../use-cases/console/ask-again.ts';

export const handler = lambdaHandler(approvalRoutes, (env): AskAgainDeps & WithSessions => ({
  ...buildStores(env),
  workflow: buildWorkflow(env),
  vault: buildTokenVault(env, approvalSecret(env)),
  linkKeys: buildApprovalLinkKeys(env),
  pageLinks: buildPageLinks(env),
  browserSessions: buildSessions(env),
  matchCodes: buildMatchCodes(env),
  nonces: buildNonces(env),
  notifier: buildNotifier(env, {
    linkKeys: buildApprovalLinkKeys(env),
    matchCodes: buildMatchCodes(env),
  }),
  ids: createUlidIds(systemClock),
  clock: systemClock,
  policy: readPolicy(env),
  evidenceKinds,
}));
