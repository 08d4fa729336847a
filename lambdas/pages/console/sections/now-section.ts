import { isLive } from '../../../domain/records/follow-up/follow-up.ts';
import { expectationLabel } from '../../../domain/reporting/labels/expectation-label.ts';
import { lowerFirst, upperFirst } from '../../../domain/reporting/labels/first-letter.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import type { StepView } from '../../../domain/reporting/views/step-view.ts';
import type { Waiting } from '../../../domain/reporting/views/waiting.ts';
import type { Tone } from '../../html/badges.ts';
import { type Html, html } from '../../html/html.ts';
import { clip, statusLabels } from '../../html/labels.ts';
import type { Site } from '../../html/layout.ts';
import { timeBetween, timeTag, withTimes } from '../../html/times.ts';

/** What is happening at this moment, and what is asked of whom: the first thing on the page. */
export function nowSection(site: Site, incident: IncidentView): Html {
  const { waiting } = incident;
  if (waiting === null) {
    return closedCard(incident);
  }
  switch (waiting.for) {
    case 'approval':
      return approvalCard(site, incident, waiting);
    case 'recovery':
      return recoveryCard(site, incident, waiting);
    case 'person':
      return handOverCard(site, incident, waiting);
    case 'firebreak':
      return card(
        'plain',
        statusLabels[incident.status],
        html`<p>${waiting.text}.</p>${since(site, waiting)}`,
      );
    default:
      return waiting.for satisfies never;
  }
}

function approvalCard(site: Site, incident: IncidentView, waiting: Waiting): Html {
  const step = activeStep(incident, 'awaiting-approval');
  const approval = incident.approvals.find(({ state }) => state === 'pending');
  return card(
    'warn',
    `Waiting for ${peopleLabel(waiting.people)} to decide`,
    html`<p><strong>${clip(step?.summary ?? waiting.text, 300)}</strong></p>
${step !== null && html`<p>Expected: ${expectationLabel(step.expectation)}. If it does not help: ${lowerFirst(clip(step.undo, 300))}</p>`}
${approval !== undefined && approval.reasons.length > 0 && html`<p class="small">Approval is needed: ${clip(approval.reasons.join('; '), 400)}</p>`}
<p class="small">The link and the code are in the mail sent ${timeTag(waiting.since)}, ${timeBetween(waiting.since, site.now)} ago.
${waiting.until !== null && html`Without ${approval?.runsUnanswered === true ? 'an answer' : 'a decision'} by ${timeTag(waiting.until)} it is ${approval?.runsUnanswered === true ? 'done: policy lets it run unanswered' : 'handed over to people'}.`}</p>`,
  );
}

function recoveryCard(site: Site, incident: IncidentView, waiting: Waiting): Html {
  const step = activeStep(incident, 'done');
  return card(
    'plain',
    'Checking recovery every minute',
    html`${
      step === null
        ? html`<p>Nothing was changed. The alert and the metrics are watched.</p>`
        : html`<p>Done: ${withTimes(clip(step.result?.text ?? step.summary, 300), waiting.since)}</p><p>Expected: ${expectationLabel(step.expectation)}.</p>`
    }
<p class="small">Since ${timeTag(waiting.since)}, ${timeBetween(waiting.since, site.now)} ago.
${waiting.until !== null && html`Verdict by ${timeTag(waiting.until)} at the latest.`}</p>`,
  );
}

function handOverCard(site: Site, incident: IncidentView, waiting: Waiting): Html {
  return card(
    'bad',
    waiting.people.length > 0
      ? `Automation stopped: ${peopleLabel(waiting.people)}, it's yours`
      : 'Automation stopped: it needs a person',
    html`<p>${withTimes(clip(upperFirst(waiting.text.replace(/^A person: /, '')), 400), waiting.since)}</p>
${helpList(incident)}
<p class="small">When it is over, resolve it.</p>
${since(site, waiting)}`,
  );
}

/** What they can do, and the command that takes the blamed change back. */
function helpList({ openedAt, help: { advice, commands, note } }: IncidentView): Html | false {
  const items = [...advice, ...(note === null ? [] : [note])];
  return (
    items.length + commands.length > 0 &&
    html`<ul>${items.slice(0, 8).map((item) => html`<li>${withTimes(clip(item, 300), openedAt)}</li>`)}${commands
      .slice(0, 3)
      .map(
        (command) => html`<li>To take that change back by hand: <code>${clip(command, 700)}</code></li>`,
      )}</ul>`
  );
}

function closedCard(incident: IncidentView): Html {
  const took = incident.closedAt === null ? '' : timeBetween(incident.openedAt, incident.closedAt);
  const labels = {
    recovered: ['good', `Stabilised in ${took}`],
    'resolved-by-person': ['good', `Closed by a person after ${took}`],
    unattended: ['bad', `Closed after ${took}: nobody responded`],
  } as const;
  const [tone, title] = labels[incident.outcome ?? 'recovered'];
  return card(
    tone,
    title,
    html`<p>Closed ${incident.closedAt !== null && timeTag(incident.closedAt, 'date-time')}.
${leftLine(incident)}</p>`,
  );
}

/** What is still to be restored and to be done, counted as the sections count it. */
function leftLine({ debts, followUps }: IncidentView): Html {
  const open = debts.filter(({ status }) => status === 'open').length;
  const left = followUps.filter(isLive).length;
  const parts = [
    open === 0 ? 'Nothing is left to restore' : html`<a href="#debts">${open} to restore</a>`,
    ...(left === 0
      ? []
      : [html`, <a href="#follow-ups">${left} ${left === 1 ? 'follow-up' : 'follow-ups'} left to do</a>`]),
  ];
  return html`${parts}.`;
}

function since(site: Site, waiting: Waiting): Html {
  return html`<p class="small">Since ${timeTag(waiting.since)}, ${timeBetween(waiting.since, site.now)} ago.</p>`;
}

function card(tone: Tone, title: string, body: Html): Html {
  return html`<section id="now" class="card now ${tone}"><h2 aria-live="polite">${title}</h2>${body}</section>`;
}

function activeStep(incident: IncidentView, state: StepView['state']): StepView | null {
  return incident.plan?.steps.find((step) => step.state === state) ?? null;
}

function peopleLabel(people: readonly string[]): string {
  return people.length === 0 ? 'somebody' : clip(people.join(' or '), 200);
}
