import { durationLabel } from '../../../domain/reporting/labels/duration-label.ts';
import { expectationLabel, guardMetricsLabel } from '../../../domain/reporting/labels/expectation-label.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import type { StepView } from '../../../domain/reporting/views/step-view.ts';
import { stepBadge } from '../../html/badges.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { clip, stepLabels } from '../../html/labels.ts';
import { timeTag, withTimes } from '../../html/times.ts';

/** The steps with what each promises, how it is undone, and what came of it. */
export function planSection(incident: IncidentView): Html | null {
  const { plan, assessment } = incident;
  if (plan === null || assessment === null) {
    return null;
  }
  return foldedSection(
    { id: 'plan', heading: 'Plan', fact: factOf(plan.steps) },
    html`<p>${withTimes(clip(assessment.reason, 400), incident.openedAt)}</p>
${plan.steps.length === 0 ? html`<p class="quiet">The plan has no step that Firebreak could take.</p>` : plan.steps.map(stepCard)}`,
  );
}

/** The newest step that was begun, or the first. */
function factOf(steps: readonly StepView[]): string {
  const told = steps.findLast(({ startedAt }) => startedAt !== null) ?? steps[0];
  if (told === undefined) return 'no step that Firebreak could take';
  const of = steps.length === 1 ? '' : `step ${told.index + 1} of ${steps.length}: `;
  return `${of}${clip(told.summary, 100)}. ${stepLabels[told.state]}`;
}

function stepCard(step: StepView): Html {
  const { guard, verification, undoResult } = step;
  const objections = guard?.findings.filter(
    ({ decision }) => decision === 'deny' || decision === 'needs-approval',
  );
  return html`<div class="card">
<div class="row"><small>Step ${step.index + 1} · ${step.phase}</small> ${stepBadge(step.state)}</div>
<h3>${clip(step.summary, 300)}</h3>
<dl>
<dt>Why</dt><dd>${clip(step.reason, 300)}</dd>
<dt>Expected</dt><dd>${expectationLabel(step.expectation)}</dd>
${
  step.guardMetrics.length > 0 &&
  html`<dt>Must not</dt><dd>${step.guardMetrics.map((guard) => guardMetricsLabel([guard])).join('; ')}</dd>`
}
<dt>Undo</dt><dd>${clip(step.undo, 300)}</dd>
${step.expiresAfterSeconds !== undefined && html`<dt>Stays</dt><dd>${durationLabel(step.expiresAfterSeconds * 1000)}, then it is taken back unless somebody renews it</dd>`}
${objections !== undefined && objections.length > 0 && html`<dt>Guardrails</dt><dd>${objections.slice(0, 8).map((each) => html`<div>${clip(each.reason, 200)} <small>${clip(each.guardrail, 60)}</small></div>`)}</dd>`}
${step.result !== null && html`<dt>Result</dt><dd>${withTimes(clip(step.result.text, 300), step.result.at)} <span class="small">${timeTag(step.result.at)}</span></dd>`}
${verification !== null && html`<dt>Verified</dt><dd>${withTimes(clip(verification.reason, 300), verification.at)} <span class="small">${timeTag(verification.at)}</span></dd>`}
${undoResult !== null && html`<dt>Undone</dt><dd>${withTimes(clip(undoResult.text, 300), undoResult.at)} <span class="small">${timeTag(undoResult.at)}</span></dd>`}
<dt>Runbook</dt><dd><code>${clip(step.runbook, 120)}</code></dd>
</dl></div>`;
}
