import { approvePage } from '../../pages/approve/approve-page.ts';
import type { WithSessions } from '../../runtime/build/build-sessions.ts';
import { decideApproval } from '../../use-cases/approvals/decide-approval.ts';
import { viewApproval } from '../../use-cases/approvals/view-approval.ts';
import { type AskAgainDeps, askAgain } from '../../use-cases/console/ask-again.ts';
import {
  approvalAskAgainRequest,
  approvalAskAgainResponse,
  approvalDecideRequest,
  approvalDecideResponse,
  approvalViewRequest,
  approvalViewResponse,
} from '../contract/approvals.ts';
import { readJson } from '../http-request.ts';
import { htmlResponse, jsonResponse } from '../http-response.ts';
import { httpTask } from '../http-task.ts';
import { sessionOf } from '../session-of.ts';
import { unlessKnown } from '../unchanged.ts';

/** The approve page, and what it posts. Only `decide` and `ask-again` change anything, and the log has ids, person and decision only. */
export const approvalRoutes = httpTask<AskAgainDeps & WithSessions>({
  'GET /approve': (_, request) => {
    const { html, inline } = approvePage();
    return unlessKnown(request, htmlResponse(200, html, inline));
  },

  'POST /v1/approvals/view': async (deps, request) =>
    jsonResponse(
      200,
      approvalViewResponse,
      await viewApproval(
        deps,
        readJson(request, approvalViewRequest).key,
        await sessionOf(deps.browserSessions, request, deps.clock.now()),
      ),
    ),

  'POST /v1/approvals/decide': async (deps, request, log) => {
    const { comment, ...body } = readJson(request, approvalDecideRequest);
    const { approvalId, delivered, ...outcome } = await decideApproval(deps, {
      ...body,
      comment: comment === undefined || comment === '' ? null : comment,
      session: await sessionOf(deps.browserSessions, request, deps.clock.now()),
    });
    log.info('Decided', { approvalId, person: outcome.decidedBy, state: outcome.state });
    if (!delivered) log.warn('The workflow was not reached; the sweep resumes it', { approvalId });
    return jsonResponse(200, approvalDecideResponse, outcome);
  },

  'POST /v1/approvals/ask-again': async (deps, request, log) => {
    const { comment, ...body } = readJson(request, approvalAskAgainRequest);
    const { incidentId, delivered } = await askAgain(deps, { ...body, comment: comment || null });
    log.info('Asked again', { incidentId });
    if (!delivered) log.warn('The command is recorded; the sweep finishes it', { incidentId });
    return jsonResponse(202, approvalAskAgainResponse, { incidentId });
  },
});
