import { actionHandlers, type DeployableAction } from './table/action-handlers.ts';
import { entryHandlers } from './table/entry-handlers.ts';
import type { Handler } from './table/handler.ts';
import { workflowHandlers } from './table/workflow-handlers.ts';

/** Every handler of an installation with these actions. No handler imports this: its bundle would hold all the others. */
export function listHandlers(actions: readonly DeployableAction[]): readonly Handler[] {
  return [...entryHandlers, ...workflowHandlers, ...actions.flatMap(actionHandlers)];
}
