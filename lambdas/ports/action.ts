import type { ServicePolicy } from '../domain/policy/services-schema.ts';
import type { Expectation, GuardMetric, Risk, StepPhase } from '../domain/records/plan.ts';
import type { AwsClients } from './aws-clients.ts';

/** One statement of the action's own role. `{region}`, `{account}` and `{partition}` are filled in by the stack. */
export interface IamStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

export interface ActionContext {
  readonly aws: AwsClients;
  readonly now: Date;
}

export type Preflight<State> =
  | { readonly ok: true; readonly preState: State }
  /** `stale`: the world moved since the plan was made; the reason is for people. */
  | { readonly ok: false; readonly reason: string };

export type Execution =
  | { readonly outcome: 'done'; readonly text: string; readonly postState: Readonly<Record<string, unknown>> }
  /** The precondition failed: nothing was changed. */
  | { readonly outcome: 'stale'; readonly text: string }
  /** The answer was lost and looking did not tell: a person must look. */
  | { readonly outcome: 'unknown'; readonly text: string };

export type Undoing =
  | { readonly outcome: 'undone'; readonly text: string }
  /** Somebody changed the resource since; nothing was touched. */
  | { readonly outcome: 'changed-since'; readonly text: string }
  | { readonly outcome: 'unknown'; readonly text: string };

/**
 * A typed operation on the user's system, with its contract. `Params` and `State` are plain JSON. One file per action;
 * `lib/` gives each its own functions and a role made from `iam`.
 */
export interface Action<Params, State> {
  readonly kind: string;
  /** What it does, in words for the person who is asked; `summary` is one sentence about these parameters. */
  readonly title: string;
  readonly phase: StepPhase;
  readonly risk: Risk;
  /** Throws InvalidInputError naming the field. */
  parseParams(value: unknown): Params;
  summary(params: Params): string;
  undoSummary(params: Params): string;
  /** Key of the lease and of the debt. */
  resource(params: Params): string;
  /** Statements for what policy names in these services, so that the role reaches nothing else. Empty: nothing to do. */
  iam(services: readonly ServicePolicy[]): readonly IamStatement[];
  /** Reads the pre-state and refuses when the plan no longer fits the world. Changes nothing. */
  preflight(context: ActionContext, params: Params): Promise<Preflight<State>>;
  /** Conditional on the pre-state. Repeating it after a lost answer has no second effect. */
  execute(context: ActionContext, params: Params, preState: State): Promise<Execution>;
  undo(
    context: ActionContext,
    params: Params,
    preState: State,
    postState: Readonly<Record<string, unknown>>,
  ): Promise<Undoing>;
  readonly expects: Expectation;
  readonly guardMetrics: readonly GuardMetric[];
  /** How a person restores what this leaves behind once the incident is over. */
  howToRestore(params: Params): string;
}
