import type { IamStatement } from '../../lambdas/ports/action.ts';
import type { Capability, FunctionSpec } from './function-spec.ts';

/** What the list of functions needs to know of a registered action. */
export interface DeployedAction {
  readonly kind: string;
  readonly title: string;
  /** For exactly the resources that the policy names. */
  readonly statements: readonly IamStatement[];
}

const shared = {
  trigger: { kind: 'workflow' },
  memoryMb: 512,
  timeoutSeconds: 60,
  capabilities: ['write-incidents'] satisfies Capability[],
} as const;

/** Two functions for each action, taking it and undoing it, whose roles reach this action's targets and no other's. */
export function actionFunctions(action: DeployedAction): readonly FunctionSpec[] {
  const { kind, title, statements } = action;
  return [
    {
      ...shared,
      handler: 'take-action',
      name: `take-${kind}`,
      actionKind: kind,
      statements,
      failureImpact: `The action "${title}" is not taken, or its outcome is unknown: look at the resource, then at the incident.`,
    },
    {
      ...shared,
      handler: 'undo-action',
      name: `undo-${kind}`,
      actionKind: kind,
      statements,
      failureImpact: `The action "${title}" cannot be undone by itself: what did not help stays in place until a person restores it.`,
    },
  ];
}
