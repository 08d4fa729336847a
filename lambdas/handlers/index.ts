import { actionHandlers, type DeployableAction } from './table/action-handlers.ts';
import { backgroundHandlers } from './table/background-handlers.ts';
import type { Handler } from './table/handler.ts';
import { httpHandlers } from './table/http-handlers.ts';
import { workflowHandlers } from './table/workflow-handlers.ts';

/** Every handler of an installation with these actions. No handler imports this: its bundle would hold all the others. */
export function listHandlers(actions: readonly DeployableAction[]): readonly Handler[] {
  return [...httpHandlers, ...backgroundHandlers, ...workflowHandlers, ...actions.flatMap(actionHandlers)];
}
