import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { requestApproval } from '../../use-cases/approvals/request-approval.ts';

/** Asks the approvers; the workflow waits for the token's answer. */
export const requestApprovalTask = defineTask({
  input: z.object({
    incidentId: z.string(),
    stepIndex: z.int(),
    reasons: z.array(z.string()),
    taskToken: z.string(),
  }),
  run: requestApproval,
});
