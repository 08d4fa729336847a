import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import {
  type RequestApprovalDeps,
  type RequestApprovalInput,
  requestApproval,
} from '../../use-cases/approvals/request-approval.ts';
import { postAtOnce } from '../../use-cases/notify/post-at-once.ts';
import type { PostUpdatesDeps } from '../../use-cases/notify/post-updates.ts';

export type RequestApprovalTaskDeps = RequestApprovalDeps & PostUpdatesDeps;

/** Asks the approvers; the workflow waits for the token's answer. */
export const requestApprovalTask = defineTask({
  input: z.object({
    incidentId: z.string(),
    stepIndex: z.int(),
    reasons: z.array(z.string()),
    taskToken: z.string(),
  }),
  run: async (deps: RequestApprovalTaskDeps, input: RequestApprovalInput): Promise<void> => {
    await requestApproval(deps, input);
    await postAtOnce(deps, input.incidentId, 'firebreak:request-approval');
  },
});
