import type { Location } from '../../lambdas/domain/records/resource.ts';
import type { HandlerSpec } from '../../lambdas/handlers/table/handler.ts';
import type { IamStatement } from '../../lambdas/ports/plug-ins/action.ts';

/** What a function may do in a location of another account, by the role that it has there. */
export interface LocatedStatements {
  readonly location: Location & { readonly account: string };
  /** `{region}`, `{account}` and `{partition}` are those of the location. */
  readonly statements: readonly IamStatement[];
}

/** One deployed function, as plain data: a handler with what it may do to the user's own system. */
export interface FunctionSpec extends HandlerSpec {
  /** `{region}`, `{account}` and `{partition}` are filled in by the stack. */
  readonly statements: readonly IamStatement[];
  /** Empty: it acts in Firebreak's own account only. */
  readonly elsewhere: readonly LocatedStatements[];
}
