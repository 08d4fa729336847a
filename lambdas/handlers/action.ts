import * as z from 'zod/mini';
import type { Action } from '../ports/action.ts';
import { buildActionDeps } from '../runtime/build/build-action.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { observeAction } from '../use-cases/actions/observe-action.ts';
import type { TakeActionDeps } from '../use-cases/actions/runnable-step.ts';
import { takeAction } from '../use-cases/actions/take-action.ts';
import { undoAction } from '../use-cases/actions/undo-action.ts';

const step = { incidentId: z.string(), stepIndex: z.int() };
const input = z.discriminatedUnion('operation', [
  z.object({ operation: z.literal('take'), ...step, approvalId: z.nullable(z.string()) }),
  z.object({ operation: z.literal('observe'), ...step }),
  z.object({ operation: z.literal('undo'), ...step }),
]);

type ActionInput = z.infer<typeof input>;

/** Takes, observes or undoes one step. Each kind of action has a function and a role of its own, and is alone in its bundle. */
export function actionHandler(action: Action) {
  return taskHandler({ input, build: (env) => buildActionDeps(env, action), run: runOperation });
}

async function runOperation(deps: TakeActionDeps, request: ActionInput) {
  switch (request.operation) {
    case 'take':
      return await takeAction(deps, request);
    case 'observe':
      return await observeAction(deps, request);
    case 'undo':
      return await undoAction(deps, request);
    default:
      return request satisfies never;
  }
}
