import type { Approval } from '../../records/approval/approval.ts';
import { type Plan, type Step, stepsOfPlan } from '../../records/plan.ts';
import type { StepRecord } from '../../records/step-record.ts';

/**
 * The first step of the plan that was neither begun nor rejected, or not begun where people are to be asked `again`: what stopped it may be
 * over, and the guardrails are asked again. Null when none is left. `approvals`: the newest of a step last.
 */
export function resumeStep(
  plan: Plan,
  records: readonly StepRecord[],
  approvals: readonly Pick<Approval, 'stepIndex' | 'state'>[],
  again: boolean,
): Step | null {
  const isLeft = ({ index }: Step): boolean => {
    const record = records.find((each) => each.index === index);
    if (record === undefined) return true;
    if (record.lock !== null || record.result !== null) return false;
    return again || approvals.findLast((each) => each.stepIndex === index)?.state !== 'rejected';
  };
  return stepsOfPlan(plan).find(isLeft) ?? null;
}
