import type { Plan, Step } from '../../records/plan.ts';
import { metricLabel, metricValue, unitOf } from '../../triage/series/metric-labels.ts';
import { durationLabel } from './duration-label.ts';

/** What a step promises and what happens when it does not keep it, for the person who is asked. */
export function failurePlan(step: Step, plan: Plan | null): string {
  const { metric, comparison, threshold, withinSeconds } = step.expectation;
  const goal = `${metricLabel(metric)} ${comparison} ${metricValue(threshold, unitOf(metric))} within ${Math.round(
    withinSeconds / 60,
  )} minutes`;
  const limits = step.guardMetrics
    .map(
      ({ metric: guarded, factor }) =>
        ` or if ${metricLabel(guarded).toLowerCase()} exceeds ${factor} times its value before`,
    )
    .join('');
  const next = plan?.steps[step.index + 1];
  const then =
    next === undefined ? 'the incident is handed over' : `the next step is proposed: ${next.summary}`;
  return step.risk === 'irreversible'
    ? `Expected: ${goal}. It cannot be undone (${step.undo}); without success ${then}.`
    : `Expected: ${goal}. Without that${limits} it is undone (${step.undo}), and ${then}.${stayText(step)}`;
}

/** How long it stays where it helps. */
function stayText({ expiresAfterSeconds }: Step): string {
  return expiresAfterSeconds === undefined
    ? ''
    : ` With it, it stays for ${durationLabel(expiresAfterSeconds * 1000)}, and is then taken back unless somebody renews it.`;
}
