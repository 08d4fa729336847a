import type { IamStatement } from '../../lambdas/ports/action.ts';
import type { FunctionSpec } from './function-spec.ts';

/** What the list of functions needs to know of a registered action. */
export interface DeployedAction {
  readonly kind: string;
  readonly title: string;
  /** For exactly the resources that the policy names; none: policy names no target for it. */
  readonly statements: readonly IamStatement[];
}

/** A function for each action that has a target; its role reaches this action's targets and no other's. */
export function actionFunctions(actions: readonly DeployedAction[]): readonly FunctionSpec[] {
  return actions
    .filter(({ statements }) => statements.length > 0)
    .map(({ kind, title, statements }) => ({
      handler: 'action',
      name: `action-${kind}`,
      actionKind: kind,
      trigger: { kind: 'workflow' },
      memoryMb: 512,
      timeoutSeconds: 60,
      capabilities: ['write-incidents'],
      statements,
      failureImpact: `"${title}" is not taken or not undone, or its outcome is unknown: its incident says so and is handed to people.`,
    }));
}
