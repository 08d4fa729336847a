import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { type HandOverDeps, type HandOverInput, handOver } from '../../use-cases/handover/hand-over.ts';
import { postAtOnce } from '../../use-cases/notify/post-at-once.ts';
import type { PostUpdatesDeps } from '../../use-cases/notify/post-updates.ts';

export type HandOverTaskDeps = HandOverDeps & PostUpdatesDeps;

/** Automation stops and people are notified; the workflow waits for their command. */
export const handOverTask = defineTask({
  input: z.object({
    incidentId: z.string(),
    reason: z.string(),
    reminder: z._default(z.int(), 0),
    taskToken: z.string(),
  }),
  run: async (deps: HandOverTaskDeps, input: HandOverInput): Promise<void> => {
    await handOver(deps, input);
    await postAtOnce(deps, input.incidentId, 'firebreak:hand-over');
  },
});
