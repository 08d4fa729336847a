import { ConfigurationError } from '../domain/errors.ts';
import type { Action } from '../ports/action.ts';
import { rollBackLambdaAlias } from './roll-back-lambda-alias/roll-back-lambda-alias.ts';
import { switchOffAppConfigFlag } from './switch-off-appconfig-flag/switch-off-appconfig-flag.ts';

/** An action as shared code sees it: parameters and states are plain JSON whose shape only the action knows. */
export type RegisteredAction = Action<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>>;

/** Every action there is. A new one is its file and its line here; docs/actions.md describes each. */
export const actions: readonly RegisteredAction[] = [rollBackLambdaAlias, switchOffAppConfigFlag];

/** Throws ConfigurationError when no such action is registered. */
export function findAction(kind: string): RegisteredAction {
  const action = actions.find((candidate) => candidate.kind === kind);
  if (action !== undefined) return action;
  throw new ConfigurationError(
    `There is no action "${kind}"; there are ${actions.map((each) => each.kind).join(', ')}`,
  );
}
