import type { Plan, Step } from '../../records/plan.ts';
import { durationLabel } from './duration-label.ts';
import { guardMetricsLabel } from './expectation-label.ts';

/** What happens when a step does not keep its promise, for the person who is asked. */
export function failurePlan(step: Step, plan: Plan | null): string {
  const limits = guardMetricsLabel(step.guardMetrics);
  const sooner = limits === '' ? '' : ` It is also undone with ${limits}.`;
  const next = plan?.steps[step.index + 1];
  const then =
    next === undefined ? 'Then people take over' : `Then the next step is proposed: ${next.summary}`;
  return step.risk === 'irreversible'
    ? `It cannot be undone: ${step.undo}. ${then}.`
    : `Undone by itself: ${step.undo}.${sooner} ${then}.${stayText(step)}`;
}

/** How long it stays where it helps. */
function stayText({ expiresAfterSeconds }: Step): string {
  return expiresAfterSeconds === undefined
    ? ''
    : ` If it helps, it stays for ${durationLabel(expiresAfterSeconds * 1000)}, and is then taken back unless somebody renews it.`;
}
