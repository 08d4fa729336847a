import { actions } from '../../lambdas/actions/index.ts';
import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import type { EvidenceKind } from '../../lambdas/domain/records/evidence.ts';
import { evidenceReadings } from '../../lambdas/evidence/readers.ts';
import { listHandlers } from '../../lambdas/handlers/index.ts';
import type { DeployableAction } from '../../lambdas/handlers/table/action-handlers.ts';
import type { IamStatement } from '../../lambdas/ports/action.ts';
import { resourcesOf } from '../../lambdas/resources/resources-of.ts';
import type { FunctionSpec } from './function-spec.ts';

/** What the list of functions needs to know of a registered action. */
export interface DeployedAction extends DeployableAction {
  /** For exactly the resources that the policy names; none: it names none for this action. */
  readonly statements: readonly IamStatement[];
}

/** Every function of an installation with this policy. */
export function listFunctions({ services }: Pick<CompiledPolicy, 'services'>): readonly FunctionSpec[] {
  return composeFunctions(
    actions.map((action) => ({
      kind: action.kind,
      title: action.title,
      statements: action.iam(resourcesOf(services, action.target)),
    })),
    Object.fromEntries(evidenceReadings.map((reading) => [reading.kind, reading.permissions(services)])),
  );
}

/** Every function of an installation that can take those of these actions that have a target; `permissions` are those of the readers of evidence. */
export function composeFunctions(
  deployedActions: readonly DeployedAction[],
  permissions: Readonly<Partial<Record<EvidenceKind, readonly IamStatement[]>>> = {},
): readonly FunctionSpec[] {
  const reachable = deployedActions.filter(({ statements }) => statements.length > 0);
  const byAction = new Map(reachable.map(({ kind, statements }) => [kind, statements]));
  return listHandlers(reachable).map((handler) => ({
    ...handler,
    statements: [
      ...(handler.evidence === null ? [] : (permissions[handler.evidence] ?? [])),
      ...(byAction.get(handler.actionKind ?? '') ?? []),
    ],
  }));
}
