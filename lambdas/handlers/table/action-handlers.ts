import { withDeps } from '../../runtime/middleware/task.ts';
import { type Handler, handlersOf } from './handler.ts';
import type { HandlerDeps } from './handler-deps.ts';

/** What the table needs of an action. */
export interface DeployableAction {
  readonly kind: string;
  readonly title: string;
}

/** One function for each action, that takes, observes and undoes it. */
export function actionHandlers({ kind, title }: DeployableAction): readonly Handler[] {
  const withAction = (deps: HandlerDeps) => ({ ...deps, action: deps.findAction(kind) });
  const action = {
    // One resource takes one action at a time, and each has its lease.
    reservedConcurrency: 3,
    capabilities: ['write-incidents', 'list-incidents', 'read-approvals'],
    failureImpact: `"${title}" is not taken or not undone, or its outcome is unknown: its incident says so and is handed to people.`,
    loadTask: async () => withDeps((await import('../tasks/action.ts')).actionTask, withAction),
  } as const;
  return handlersOf({ action }, 60).map((row) => ({ ...row, name: `action-${kind}`, actionKind: kind }));
}
