import { lowerFirst } from '../../../domain/reporting/labels/first-letter.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import type { StepState } from '../../../domain/reporting/views/step-view.ts';
import type { TimelineEntryView } from '../../../domain/reporting/views/timeline-view.ts';
import {
  type PhaseState,
  type PhaseView,
  viewWorkflow,
} from '../../../domain/reporting/views/workflow-view.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { clip, stepLabels } from '../../html/labels.ts';
import { isWebUrl } from '../../html/safe-url.ts';
import { timeTag } from '../../html/times.ts';

const phasesShown = 40;
const words: Readonly<Record<PhaseState, string>> = {
  done: 'done',
  current: 'now',
  failed: 'failed',
  ahead: 'ahead',
  'left-out': 'left out',
};

/** The approval before it says as much. */
const unsaid: readonly StepState[] = ['planned', 'awaiting-approval', 'approved'];

/** The way of the incident through the workflow, drawn as a path: an ordered list for whoever does not see it. */
export function workflowSection(incident: IncidentView, timeline: readonly TimelineEntryView[]): Html {
  const { execution } = incident.links;
  const phases = viewWorkflow(incident, timeline);
  return foldedSection(
    {
      id: 'workflow',
      heading: 'Workflow',
      fact: clip(factOf(phases), 160),
      isOpen: incident.status !== 'closed',
    },
    html`<ol class="path">${phases.slice(0, phasesShown).map(phaseItem)}</ol>
${execution !== null && isWebUrl(execution) && html`<p class="small"><a href="${execution}" rel="noopener noreferrer">The workflow of this incident in the Step Functions console</a></p>`}`,
  );
}

/** Where it is, or how it went. */
function factOf(phases: readonly PhaseView[]): string {
  const current = phases.find(({ state }) => state === 'current');
  if (current !== undefined) return `now: ${lowerFirst(current.name)}`;
  const [done, failed] = (['done', 'failed'] as const).map(
    (state) => phases.filter((phase) => phase.state === state).length,
  );
  return `${done} of ${phases.length} parts done${failed === 0 ? '' : `, ${failed} failed`}`;
}

function phaseItem({ name, state, at, until, note, step }: PhaseView): Html {
  const told = step === null || unsaid.includes(step) ? note : stepLabels[step];
  const start =
    state === 'current' ? html`<li class="current" aria-current="step">` : html`<li class="${state}">`;
  return html`${start}<span>${clip(name, 160)} <span class="${state === 'done' || state === 'ahead' ? 'vh' : 'small tag'}">${words[state]}</span>${told !== null && html` <small>${clip(told, 160)}</small>`}</span>
<small>${until === null ? at !== null && timeTag(at) : html`until ${timeTag(until)}`}</small></li>`;
}
