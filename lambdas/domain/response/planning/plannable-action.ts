import type { Expectation, GuardMetric, Risk, StepPhase } from '../../records/plan.ts';

/** What planning needs to know of a registered action; every action of the registry is one. */
export interface PlannableAction {
  readonly kind: string;
  readonly phase: StepPhase;
  readonly risk: Risk;
  readonly expects: Expectation;
  readonly guardMetrics: readonly GuardMetric[];
  /** Throws for parameters that are not valid. */
  parseParams(value: unknown): Readonly<Record<string, unknown>>;
  summary(params: Readonly<Record<string, unknown>>): string;
  undoSummary(params: Readonly<Record<string, unknown>>): string;
  resource(params: Readonly<Record<string, unknown>>): string;
}
