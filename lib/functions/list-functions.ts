import { actions } from '../../lambdas/actions/index.ts';
import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import { changesPermissions, metricsPermissions } from '../../lambdas/evidence/evidence-permissions.ts';
import { blastRadiusPermissions, logsPermissions } from '../../lambdas/evidence/log-permissions.ts';
import type { IamStatement } from '../../lambdas/ports/action.ts';
import { actionFunctions, type DeployedAction } from './action-functions.ts';
import { entryFunctions } from './entry-functions.ts';
import type { FunctionSpec } from './function-spec.ts';
import { workflowFunctions } from './workflow-functions.ts';

/** Every function of an installation with this policy. */
export function listFunctions({ services }: Pick<CompiledPolicy, 'services'>): readonly FunctionSpec[] {
  return composeFunctions(
    actions.map((action) => ({
      kind: action.kind,
      title: action.title,
      statements: action.iam(services),
    })),
    {
      'list-changes': changesPermissions(services),
      'read-metrics': metricsPermissions(services),
      'watch-recovery': metricsPermissions(services),
      'read-logs': logsPermissions(services),
      'measure-blast-radius': blastRadiusPermissions(services),
    },
  );
}

/** Every function of an installation that can take these actions; `permissions` are those on the user's system. */
export function composeFunctions(
  deployedActions: readonly DeployedAction[],
  permissions: Readonly<Record<string, readonly IamStatement[]>> = {},
): readonly FunctionSpec[] {
  return [
    ...[...entryFunctions, ...workflowFunctions].map((spec) => ({
      ...spec,
      statements: [...spec.statements, ...(permissions[spec.handler] ?? [])],
    })),
    ...deployedActions.flatMap(actionFunctions),
  ];
}
