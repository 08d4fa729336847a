import { actions } from '../../../../lambdas/actions/index.ts';
import type { CompiledRunbook } from '../../../../lambdas/domain/policy/policy.ts';
import { makePlan } from '../../../../lambdas/domain/response/planning/make-plan.ts';
import type { PlanningInput } from '../../../../lambdas/domain/response/planning/planning-input.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aChange, aService, aVerdict, metricsEvidence } from '../builders.ts';

/** The suspect of every plan that states no other. */
export const culprit = { change: aChange(), score: 0.99 };

/** Plans by these runbooks with every registered action, for an incident of checkout after a bad deployment. */
export const planBy =
  (runbooks: readonly CompiledRunbook[]) =>
  (overrides: Partial<PlanningInput> = {}) =>
    makePlan({
      runbooks,
      actions,
      service: aService(),
      protected: [],
      verdict: aVerdict(),
      evidence: [metricsEvidence()],
      evidenceKinds,
      culprit,
      explanation: null,
      ...overrides,
    });

/** For incidents of availability. */
export function aRunbook(
  steps: CompiledRunbook['steps'],
  overrides: Partial<CompiledRunbook> = {},
): CompiledRunbook {
  return {
    id: 'x',
    title: 'X',
    symptoms: ['availability'],
    advice: ['Look'],
    place: 'runbooks/x.yaml:1',
    steps,
    ...overrides,
  };
}

/** Rolls the suspect deployment back. */
export const runbookStep = {
  action: 'roll-back-lambda-alias',
  target: 'suspect',
  reason: 'Because',
  expectation: {},
  place: 'runbooks/x.yaml:5',
} as const;
