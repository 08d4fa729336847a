import { canonicalJson } from '../../canonical-json.ts';
import type { EarlierPlan, Incident } from '../../records/incident.ts';
import type { Step } from '../../records/plan.ts';
import { mayHaveChanged, type StepRecord } from '../../records/step-record.ts';
import { personOf } from '../../records/timeline.ts';

/** A step of a plan that was set aside, and why it is not proposed again as it was; null when it may be. */
export interface EarlierStep {
  readonly step: Step;
  readonly refusedBecause: string | null;
}

/** Everything that was planned before, in the order of the plans. */
export function earlierSteps(
  { assessment, earlierPlans = [] }: Pick<Incident, 'assessment' | 'earlierPlans'>,
  records: readonly StepRecord[],
): readonly EarlierStep[] {
  const steps = earlierPlans.length === 0 ? [] : (assessment?.plan.steps ?? []);
  return steps.map((step) => ({ step, refusedBecause: whyNotAgain(step, earlierPlans, records) }));
}

function whyNotAgain(
  { index }: Step,
  plans: readonly EarlierPlan[],
  records: readonly StepRecord[],
): string | null {
  const rejected = plans.flatMap((plan) => plan.rejected).find((each) => each.index === index);
  if (rejected !== undefined) return `${personOf(rejected.by)} rejected it`;
  const record = records.find((each) => each.index === index);
  return record !== undefined && mayHaveChanged(record) ? 'it was tried before' : null;
}

/** What a step was proposed for: the same effect on the same thing, for the same change and by the same reason. */
export function isSameProposal(a: Omit<Step, 'index'>, b: Omit<Step, 'index'>): boolean {
  // Whatever an agent says for it, it is the same.
  const byAgent = a.proposedBy !== undefined || b.proposedBy !== undefined;
  const [one, other] = [a, b].map((step) => proposalOf(byAgent ? { ...step, reason: '' } : step));
  return canonicalJson(one) === canonicalJson(other);
}

function proposalOf({ action, resource, params, changeId, reason }: Omit<Step, 'index'>) {
  return { action, resource, params, changeId: changeId ?? null, reason };
}
