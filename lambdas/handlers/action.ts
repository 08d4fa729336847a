import type { Action } from '../ports/action.ts';
import { buildActionDeps } from '../runtime/build/build-action.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { actionTask } from './tasks/action.ts';

/** The handler of one action: the entry of its bundle (lib/bundling/action-entries.ts) names the action, so that it holds no other. */
export function actionHandler(action: Action) {
  return lambdaHandler(actionTask, (env) => buildActionDeps(env, action));
}
