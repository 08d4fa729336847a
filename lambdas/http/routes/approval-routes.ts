import * as z from 'zod/mini';
import { decisions } from '../../domain/records/approval-transitions.ts';
import type { Log } from '../../runtime/log/log.ts';
import { type DecideApprovalDeps, decideApproval } from '../../use-cases/approvals/decide-approval.ts';
import { viewApproval } from '../../use-cases/approvals/view-approval.ts';
import type { HttpDefinition } from '../http-endpoint.ts';
import { readJson } from '../http-request.ts';
import { jsonResponse } from '../http-response.ts';

const keyField = z.string().check(z.maxLength(4096));
const viewBody = z.object({ key: keyField });
const decideBody = z.object({
  key: keyField,
  nonce: z.string().check(z.maxLength(200)),
  planHash: z.string().check(z.maxLength(200)),
  decision: z.enum(decisions),
  code: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  comment: z.nullish(z.string().check(z.trim(), z.maxLength(1000))),
});

/** What the approve page posts. Only `decide` changes anything, and the log has ids, person and decision only. */
export function approvalRoutes(log: Log): HttpDefinition<DecideApprovalDeps>['routes'] {
  return {
    'POST /v1/approvals/view': async (deps, request) =>
      jsonResponse(200, await viewApproval(deps, readJson(request, viewBody).key)),

    'POST /v1/approvals/decide': async (deps, request) => {
      const { comment, ...body } = readJson(request, decideBody);
      const { approvalId, delivered, ...outcome } = await decideApproval(deps, {
        ...body,
        comment: comment === undefined || comment === '' ? null : comment,
      });
      log.info('Decided', { approvalId, person: outcome.decidedBy, state: outcome.state });
      if (!delivered) log.warn('The workflow was not reached; the sweep resumes it', { approvalId });
      return jsonResponse(200, outcome);
    },
  };
}
