import { actions } from '../../lambdas/actions/index.ts';
import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import type { EvidenceKind } from '../../lambdas/domain/records/evidence.ts';
import { evidenceReadings } from '../../lambdas/evidence/readers.ts';
import { listHandlers } from '../../lambdas/handlers/index.ts';
import type { DeployableAction } from '../../lambdas/handlers/table/action-handlers.ts';
import type { Action, IamStatement } from '../../lambdas/ports/action.ts';
import { allow } from '../../lambdas/resources/allow.ts';
import { resourcesOf } from '../../lambdas/resources/resources-of.ts';
import type { FunctionSpec } from './function-spec.ts';

/** What the list of functions needs to know of a registered action. */
export interface DeployedAction extends DeployableAction {
  /** For exactly the resources that the policy names; none: it names none for this action. */
  readonly statements: readonly IamStatement[];
}

/** Every function of an installation with this policy, which can take these actions. */
export function listFunctions(
  { services }: Pick<CompiledPolicy, 'services'>,
  registered: readonly Pick<Action, 'kind' | 'title' | 'target' | 'iam'>[] = actions,
): readonly FunctionSpec[] {
  return composeFunctions(
    registered.map((action) => ({
      kind: action.kind,
      title: action.title,
      statements: withKeys(
        action.iam(resourcesOf(services, action.target)),
        services.filter((service) => resourcesOf([service], action.target).length > 0),
        ['kms:Decrypt', 'kms:GenerateDataKey'],
      ),
    })),
    Object.fromEntries(
      evidenceReadings.map((reading) => [
        reading.kind,
        withKeys(reading.permissions(services), services, ['kms:Decrypt']),
      ]),
    ),
  );
}

/** What may be used may be encrypted with the user's own keys: AWS asks for their use with the caller's permissions. */
function withKeys(
  statements: readonly IamStatement[],
  services: readonly Pick<CompiledPolicy['services'][number], 'encryptionKeys'>[],
  use: readonly string[],
): readonly IamStatement[] {
  const keys = services.flatMap(({ encryptionKeys }) => encryptionKeys);
  return statements.length === 0 ? [] : [...statements, ...allow(use, keys)];
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
