import { actions } from '../../lambdas/adapters/actions/index.ts';
import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import type { DeployedAction } from './action-functions.ts';

/** Every registered action, with permissions for exactly the resources that the policy's services name. */
export function deployedActions({ services }: Pick<CompiledPolicy, 'services'>): readonly DeployedAction[] {
  return actions.map((action) => ({
    kind: action.kind,
    title: action.title,
    statements: action.iam(services),
  }));
}
