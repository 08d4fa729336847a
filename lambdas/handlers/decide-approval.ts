import * as z from 'zod/mini';
import { decisions } from '../domain/approvals/approval-transitions.ts';
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
import { jsonAnswer } from '../runtime/http-answer.ts';
import { httpHandler } from '../runtime/http-handler.ts';
import { readJson } from '../runtime/http-request.ts';
import { log } from '../runtime/logger.ts';
import { readPolicy } from '../runtime/policy.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { type DecideApprovalDeps, decideApproval } from '../use-cases/decide-approval.ts';
import { viewApproval } from '../use-cases/view-approval.ts';

const keyField = z.string().check(z.maxLength(4096));
const viewBody = z.object({ key: keyField });
const decideBody = z.object({
  key: keyField,
  nonce: z.string().check(z.maxLength(200)),
  planHash: z.string().check(z.maxLength(200)),
  decision: z.enum(decisions),
  code: z.string().check(z.trim(), z.regex(/^\d{6}$/, 'must be the six digits of the mail')),
  comment: z.nullish(z.string().check(z.trim(), z.maxLength(1000))),
});

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
  routes: {
    'POST /v1/approvals/view': async (deps, request) =>
      jsonAnswer(200, await viewApproval(deps, readJson(request, viewBody).key)),

    'POST /v1/approvals/decide': async (deps, request) => {
      const { comment, ...body } = readJson(request, decideBody);
      const { approvalId, delivered, ...outcome } = await decideApproval(deps, {
        ...body,
        comment: comment === undefined || comment === '' ? null : comment,
      });
      log.info('Decided', { approvalId, person: outcome.decidedBy, state: outcome.state });
      if (!delivered) log.warn('The workflow was not reached; the sweep resumes it', { approvalId });
      return jsonAnswer(200, outcome);
    },
  },
});
