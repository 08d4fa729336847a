import { withDeps } from '../../runtime/middleware/task.ts';
import { type Handler, handlersOf } from './handler.ts';
import type { HandlerDeps } from './handler-deps.ts';

/** What the table needs of an action. */
export interface DeployableAction {
  readonly kind: string;
  readonly title: string;
}

/** Two functions for each action, taking it and undoing it. */
export function actionHandlers({ kind, title }: DeployableAction): readonly Handler[] {
  const withAction = (deps: HandlerDeps) => ({ ...deps, action: deps.findAction(kind) });
  const shared = { timeoutSeconds: 60, capabilities: ['write-incidents'] } as const;
  const rows = {
    'take-action': {
      ...shared,
      failureImpact: `The action "${title}" is not taken, or its outcome is unknown: look at the resource, then at the incident.`,
      loadTask: async () => withDeps((await import('../tasks/take-action.ts')).takeActionTask, withAction),
    },
    'undo-action': {
      ...shared,
      failureImpact: `The action "${title}" cannot be undone by itself: what did not help stays in place until a person restores it.`,
      loadTask: async () => withDeps((await import('../tasks/undo-action.ts')).undoActionTask, withAction),
    },
  };
  return handlersOf(rows, 60).map((handler) => ({
    ...handler,
    name: handler.name.replace(/action$/, kind),
    actionKind: kind,
  }));
}
