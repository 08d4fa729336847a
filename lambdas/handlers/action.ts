import type { Action } from '../ports/plug-ins/action.ts';
import { buildActionDeps } from '../runtime/build/build-action.ts';
import { buildLocations } from '../runtime/build/build-locations.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { orTryLocations } from '../runtime/middleware/or-try-locations.ts';
import { actionTask } from './tasks/action.ts';

/** The handler of one action: the entry of its bundle (lib/bundling/action-entries.ts) names the action, so that it holds no other. */
export function actionHandler(action: Action) {
  return lambdaHandler(orTryLocations(actionTask, buildLocations), (env) => buildActionDeps(env, action));
}
