import type { Resource, ResourceId } from '../../domain/records/resource.ts';
import type { Echo, Settling, UndoReadiness } from '../../domain/records/step-record.ts';
import type { PlannableAction } from '../../domain/response/planning/plannable-action.ts';
import type { AwsClients } from '../aws-clients.ts';
import type { HttpClient } from '../http-client.ts';
import type { ResourceKind } from './resource-kind.ts';

type PlainJson = Readonly<Record<string, unknown>>;

/** One statement of the action's own role. `{region}`, `{account}` and `{partition}` are filled in by the stack. */
export interface IamStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Conditions as IAM writes them, such as `{ StringEquals: { 'ecs:cluster': … } }`. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Why its resource is `*`: IAM knows no resource for these actions. */
  readonly everywhere?: string;
}

export interface ActionContext {
  readonly aws: AwsClients;
  /** For servers that policy names. */
  readonly http: HttpClient;
  /** The same however often a step is tried, and no other's: letters, digits, `-` and `_`. */
  readonly stepId: string;
  readonly now: Date;
  /** What ended the incident, and when that was done, for a step that restores; null when nothing is known to have. */
  readonly mended?: { readonly at: string; readonly because: string } | null;
}

/** One call of long work, which ends before its function does and goes on at the next. */
export interface WorkContext extends ActionContext {
  readonly clock: () => Date;
  /** The call should return by then. */
  readonly until: Date;
  /** What the calls before have kept; null at the first. */
  readonly kept: PlainJson | null;
  /** What the work before on the same resource has kept, of another step; null when none has. */
  readonly keptBefore: PlainJson | null;
  /** Kept before it returns. Rejects when another call has gone on with the work: then nothing more may be done. */
  readonly keep: (progress: PlainJson) => Promise<void>;
  /** Why the work must end now, for people; null: it goes on. */
  readonly stop: string | null;
}

/** How far the work is. It has settled once it has ended, whatever came of it. */
export interface Proceeding extends Settling {
  /** Nothing is left for people to restore. */
  readonly isComplete: boolean;
}

/**
 * Whether `execute` may run again when its outcome was not recorded. `conditional`: the API refuses the write when the
 * pre-state has changed. `set`: it reads, compares with the pre-state and writes, under the resource's lease. `once`: the
 * write cannot be told from a second one, so it is sent a single time and an outcome that was not recorded is unknown.
 */
export const repeatModes = ['conditional', 'set', 'once'] as const;
export type RepeatMode = (typeof repeatModes)[number];

export type Preflight<State> =
  | { readonly ok: true; readonly preState: State }
  /** `stale`: the world moved since the plan was made; the reason is for people. */
  | { readonly ok: false; readonly reason: string };

export type Execution =
  | { readonly outcome: 'done'; readonly text: string; readonly postState: PlainJson }
  /** The precondition failed: nothing was changed. */
  | { readonly outcome: 'stale'; readonly text: string }
  /** The answer was lost and looking did not tell: a person must look. */
  | { readonly outcome: 'unknown'; readonly text: string };

export type Undoing =
  | { readonly outcome: 'undone'; readonly text: string }
  /** Somebody changed the resource since; nothing was touched. */
  | { readonly outcome: 'changed-since'; readonly text: string }
  | { readonly outcome: 'unknown'; readonly text: string };

interface ActionContract<Params, State, Id extends ResourceId> extends PlannableAction<Params, Id> {
  readonly target: ResourceKind<Id>;
  readonly repeat: RepeatMode;
  /** Reads the pre-state and refuses when the plan no longer fits the world. Changes nothing. */
  preflight(context: ActionContext, params: Params): Promise<Preflight<State>>;
  /** Only from the pre-state. Repeating it after a lost answer has no second effect, or says that it is unknown. */
  execute(context: ActionContext, params: Params, preState: State): Promise<Execution>;
  /** Whether the effect is there to be judged. Left out: it is as soon as `execute` returns. */
  observe?(context: ActionContext, params: Params, preState: State, postState: PlainJson): Promise<Settling>;
  /**
   * In place of `observe`, where the effect takes longer than a call: does the next part of it, once a minute until it has ended. `execute`
   * then only begins, and changes nothing. Stopped at any moment, the next call goes on from what was kept.
   */
  proceed?(context: WorkContext, params: Params, preState: State): Promise<Proceeding>;
  readonly echoes?: readonly Echo[];
  /** Statements for these resources, which are all that policy names, and nothing else. */
  iam(targets: readonly Resource<Id>[]): readonly IamStatement[];
  /** How a person restores what this leaves behind at the service, by its id, once the incident is over. */
  howToRestore(params: Params, service: string): string;
  /** What to change in code or infrastructure, so that the next deployment neither undoes this nor repeats the fault. */
  backport(params: Params): string;
}

export interface ReversibleAction<Params = PlainJson, State = PlainJson, Id extends ResourceId = ResourceId>
  extends ActionContract<Params, State, Id> {
  readonly risk: 'reversible';
  undoSummary(params: Params): string;
  /** Restores the pre-state, or touches nothing when the resource is not as `execute` left it. */
  undo(context: ActionContext, params: Params, preState: State, postState: PlainJson): Promise<Undoing>;
  /** Asked before anything is done. Left out: what `preflight` checks is enough. */
  undoReadiness?(context: ActionContext, params: Params, preState: State): Promise<UndoReadiness>;
}

/** It always waits for a person. */
export interface IrreversibleAction<Params = PlainJson, State = PlainJson, Id extends ResourceId = ResourceId>
  extends ActionContract<Params, State, Id> {
  readonly risk: 'irreversible';
  readonly irreversibleBecause: string;
}

/**
 * A typed operation on the user's system, with its contract. `Params` and `State` are plain JSON. One folder
 * per action; `lib/` gives each that policy names a target for a function of its own and a role made from `iam`.
 */
export type Action<Params = PlainJson, State = PlainJson, Id extends ResourceId = ResourceId> =
  | ReversibleAction<Params, State, Id>
  | IrreversibleAction<Params, State, Id>;
