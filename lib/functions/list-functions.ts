import { actionFunctions, type DeployedAction } from './action-functions.ts';
import { entryFunctions } from './entry-functions.ts';
import type { FunctionSpec } from './function-spec.ts';
import { workflowFunctions } from './workflow-functions.ts';

/** Every function of an installation that can take these actions. */
export function listFunctions(actions: readonly DeployedAction[]): readonly FunctionSpec[] {
  return [...entryFunctions, ...workflowFunctions, ...actions.flatMap(actionFunctions)];
}
