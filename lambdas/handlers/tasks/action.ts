import * as z from 'zod/mini';
import { defineTask } from '../../runtime/middleware/task.ts';
import { checkUndo, expireAction } from '../../use-cases/actions/expire-action.ts';
import { observeAction } from '../../use-cases/actions/observe-action.ts';
import type { TakeActionDeps } from '../../use-cases/actions/runnable-step.ts';
import { takeAction } from '../../use-cases/actions/take-action.ts';
import { undoAction } from '../../use-cases/actions/undo-action.ts';

const step = { incidentId: z.string(), stepIndex: z.int() };

/** Takes, observes or undoes one step, or takes it back at its end; each kind of action has a function and a role of its own. */
export const actionTask = defineTask({
  input: z.discriminatedUnion('operation', [
    z.object({ operation: z.literal('take'), ...step, approvalId: z.nullable(z.string()) }),
    z.object({ operation: z.literal('observe'), ...step }),
    z.object({ operation: z.literal('undo'), ...step }),
    z.object({ operation: z.literal('expire'), ...step }),
    z.object({ operation: z.literal('check-undo'), ...step }),
  ]),
  run: async (deps: TakeActionDeps, request) => {
    switch (request.operation) {
      case 'take':
        return await takeAction(deps, request);
      case 'observe':
        return await observeAction(deps, request);
      case 'expire':
        return await expireAction(deps, request);
      case 'check-undo':
        return await checkUndo(deps, request);
      case 'undo':
        return await undoAction(deps, request);
      default:
        return request satisfies never;
    }
  },
});
