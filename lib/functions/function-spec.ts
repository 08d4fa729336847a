import type { HandlerSpec } from '../../lambdas/handlers/table/handler.ts';
import type { IamStatement } from '../../lambdas/ports/action.ts';

/** One deployed function, as plain data: a handler with what it may do to the user's own system. */
export interface FunctionSpec extends HandlerSpec {
  /** `{region}`, `{account}` and `{partition}` are filled in by the stack. */
  readonly statements: readonly IamStatement[];
}
