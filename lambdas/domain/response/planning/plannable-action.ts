import type * as z from 'zod/mini';
import type { Change, ChangeKind, Evidence } from '../../records/evidence.ts';
import type { Expectation, GuardMetric, Risk, StepPhase } from '../../records/plan.ts';
import type { Resource, ResourceId } from '../../records/resource.ts';

type PlainJson = Readonly<Record<string, unknown>>;

/** What an action makes its parameters of. */
export interface PlanInput<Id extends ResourceId = ResourceId> {
  /** One that policy names. */
  readonly target: Resource<Id>;
  /** The suspect change that it is to revert; null when the runbook names the target itself. */
  readonly change: Change | null;
  readonly evidence: readonly Evidence[];
}

/** `reason`: why the action cannot be proposed, for people. */
export type Planned<Params> =
  | { readonly ok: true; readonly params: Params }
  | { readonly ok: false; readonly reason: string };

/** What an action promises wherever it is used. */
export interface PromisedExpectation extends Expectation {
  /** Where more than the threshold is usual, what is usual keeps the promise. */
  readonly orUsual?: true;
}

/** What planning needs to know of a registered action; every action of the registry is one. */
export interface PlannableAction<Params = PlainJson, Id extends ResourceId = ResourceId> {
  /** The name of its folder and of its function. */
  readonly kind: string;
  /** What it does, in words for people: imperative, without parameters. */
  readonly title: string;
  readonly phase: StepPhase;
  readonly risk: Risk;
  /** The kind of resource that it works on. */
  readonly target: { readonly kind: string };
  /** Kinds of change that it reverts. */
  readonly reverts?: readonly ChangeKind[];
  /** What is stored with the step, and checked again before anything is done. */
  readonly params: z.ZodMiniType<Params>;
  plan(input: PlanInput<Id>): Planned<Params>;
  /** One sentence: what will be done, with these parameters. */
  summary(params: Params): string;
  /** One sentence: how it is taken back. An irreversible action says why it cannot be. */
  undoSummary?(params: Params): string;
  readonly irreversibleBecause?: string;
  /** Why it cannot be taken back with these parameters, although others could; null when it can. Then it always waits for a person. */
  irreversibleFor?(params: Params): string | null;
  /** For so long it stays in place; then it is taken back by itself. Left out: until people restore it. */
  readonly expiresAfterSeconds?: number;
  /** How many people must agree, whatever policy allows. Left out: as the guardrails say. */
  readonly peopleNeeded?: number;
  /** How much it takes away of what it works on at most, in percent; left out: nothing. */
  capacityPercent?(params: Params): number;
  /** Tasks, instances or the like that it adds at most; `unbounded`: charged by use. Left out: it adds none. */
  addsUnits?(params: Params): number | 'unbounded';
  readonly expects: PromisedExpectation;
  readonly guardMetrics: readonly GuardMetric[];
}
