import { durationLabel } from '../../domain/reporting/labels/duration-label.ts';
import { similarLabel } from '../../domain/reporting/labels/similar-label.ts';
import {
  laterSectionIds,
  type Postmortem,
  type SectionId,
} from '../../domain/reporting/postmortem/document/postmortem-schema.ts';
import { unanswered } from '../../domain/reporting/postmortem/document/unanswered.ts';
import {
  durationLabels,
  momentLabels,
  sectionHeadings,
  stateLabels,
  unansweredLabel,
} from '../../domain/reporting/postmortem/formats/postmortem-labels.ts';
import { durationNames } from '../../domain/reporting/times/moment-names.ts';
import { severityBadge } from '../html/badges.ts';
import { type Html, html } from '../html/html.ts';
import { actorLabel, clip } from '../html/labels.ts';
import { isWebUrl } from '../html/safe-url.ts';
import { timeTag, withTimes } from '../html/times.ts';
import { actionBlock } from './postmortem-actions.ts';
import { noForms, type PostmortemForms } from './postmortem-forms.ts';
import { citeLinks, statementItem, wordsBlock } from './statements.ts';

/** How much is shown of what can be long; people's words are always whole. */
export interface BodyBudget {
  readonly entries: 'all' | 'cited';
  readonly text: number;
}

export const wholeBody: BodyBudget = { entries: 'all', text: 4000 };

/** The whole document, in the order in which a reader asks; with what can be done to it where it is edited. */
export function postmortemBody(
  document: Postmortem,
  forms: PostmortemForms = noForms,
  budget: BodyBudget = wholeBody,
): Html {
  const { incident, state, owner, dueAt, published, version } = document;
  return html`<div class="row">${severityBadge(incident.severity)} <span class="badge ${state === 'published' ? 'good' : 'warn'}">${stateLabels[state]}</span> <span class="small quiet">${clip(incident.service, 80)} · ${clip(incident.environment, 40)}</span></div>
<h1>Postmortem: ${clip(incident.title, 200)}</h1>
<p class="small quiet">Version ${version}, ${unansweredLabel(document)}. Owner: ${clip(owner ?? 'nobody yet', 80)}, ${published === null ? html`due ${timeTag(dueAt, 'date-time')}` : html`published ${timeTag(published.at, 'date-time')} by ${clip(published.by, 80)}`}.
Raised numbers lead to the timeline. What people wrote is set apart with their names; all else is made from the record.</p>
${forms.state(document)}
${section(document, 'summary', forms)}
${section(document, 'impact', forms)}
${timesSection(document)}
${laterSectionIds.map((id) => section(document, id, forms))}
${decisionsSection(document, budget)}
${document.actions.length > 0 && html`<section><h2>Actions</h2>${document.actions.map((each) => actionBlock(each, incident.openedAt))}</section>`}
${leftSection(document)}
${document.similar.length > 0 && html`<section><h2>Seen before</h2><ul>${document.similar.map((former) => html`<li>${clip(similarLabel(former), 600)}.</li>`)}</ul></section>`}
${openSection(document)}
${timelineSection(document, budget)}
<section><h2>Versions</h2><ul>${document.history.slice(-20).map(({ version: number, at, by, what }) => html`<li>${number} <span class="small">${timeTag(at, 'date-time')} ${clip(actorLabel(by), 60)}: ${clip(what, 200)}</span></li>`)}</ul></section>`;
}

/** The place for words is always there, so that a page that is looked at changes in place. */
function section({ incident, sections, questions }: Postmortem, id: SectionId, forms: PostmortemForms): Html {
  const { statements = [], words = null } = sections.find((each) => each.id === id) ?? {};
  const asked = questions.filter((each) => each.section === id);
  return html`<section id="${id}"><h2>${sectionHeadings[id]}</h2>
${statements.length === 0 ? html`<p class="quiet">Nothing on record.</p>` : html`<ul>${statements.map((each) => statementItem(each, incident.openedAt))}</ul>`}
<div>${wordsBlock(words)}</div>${forms.words(id, words)}
${asked.map(
  (
    question,
  ) => html`<div class="asked"><p><strong>${clip(question.text, 400)}</strong> ${citeLinks(question.cites)}</p>
<div>${question.answer === null ? unansweredLine(question) : wordsBlock(question.answer)}</div>${forms.question(question)}</div>`,
)}</section>`;
}

function unansweredLine({ leftOpen }: Postmortem['questions'][number]): Html {
  if (leftOpen === null) return html`<p class="small caveat">No answer yet.</p>`;
  return html`<p class="small caveat">Left without an answer by ${clip(leftOpen.by, 80)}: ${clip(leftOpen.reason, 1000)}</p>`;
}

function timesSection({ times }: Postmortem): Html {
  return html`<section><h2>Times</h2><dl>${times.moments.map(
    ({ name, at, how, cites }) =>
      html`<dt>${momentLabels[name]}</dt><dd>${at === null ? 'Not known' : timeTag(at, 'date-time')} <span class="small quiet">${clip(how, 200)}</span> ${citeLinks(cites)}</dd>`,
  )}${durationNames.map((name) => {
    const seconds = times.seconds[name];
    return html`<dt>${durationLabels[name]}</dt><dd>${seconds === null ? 'Not known' : durationLabel(seconds * 1000)}</dd>`;
  })}</dl></section>`;
}

function decisionsSection({ decisions }: Postmortem, { text }: BodyBudget): Html | null {
  if (decisions.length === 0) return null;
  return html`<section><h2>Decisions, and what was known then</h2><ol class="timeline">${decisions.map(
    ({ at, actor, text: what, cites, knownThen }) =>
      html`<li>${timeTag(at)}<div>${withTimes(clip(what, text), at)} ${citeLinks(cites)} <span class="small quiet">${clip(actorLabel(actor), 60)}. Known then: ${knownThen.length === 0 ? 'nothing yet' : citeLinks(knownThen)}</span></div></li>`,
  )}</ol></section>`;
}

/** What has to be put into code, and what else is left to do. */
function leftSection({ backports, followUps }: Postmortem): Html | null {
  if (backports.length + followUps.length === 0) return null;
  return html`<section>${
    backports.length > 0 &&
    html`<h2>To be put into code</h2><ul>${backports.map(
      ({ text, restore, owner, dueAt, status, cites }) =>
        html`<li>${clip(text, 400)} ${citeLinks(cites)} <div class="small quiet">${clip(restore, 400)}: ${status}. ${clip(owner, 80)}, due ${timeTag(dueAt, 'date-time')}</div></li>`,
    )}</ul>`
  }${
    followUps.length > 0 &&
    html`<h2>Follow-ups</h2><ul>${followUps.map(
      ({ text, owner, dueAt, state, url, cites }) =>
        html`<li>${clip(text, 400)} ${citeLinks(cites)} <div class="small quiet">${clip(owner ?? 'no owner yet', 80)}, due ${timeTag(dueAt, 'date-time')}, ${state}${url !== null && isWebUrl(url) && html` · <a href="${url}" rel="noopener noreferrer nofollow">Ticket</a>`}</div></li>`,
    )}</ul>`
  }</section>`;
}

function openSection(document: Postmortem): Html | null {
  const open = unanswered(document);
  if (open.length === 0) return null;
  return html`<section id="unanswered"><h2>Questions without an answer</h2><ul>${open.map(
    ({ section: id, text, leftOpen }) =>
      html`<li><a href="${`#${id}`}">${clip(text, 400)}</a>${leftOpen !== null && html` <span class="small quiet">${clip(leftOpen.by, 80)}: ${clip(leftOpen.reason, 400)}</span>`}</li>`,
  )}</ul></section>`;
}

function timelineSection(document: Postmortem, { entries, text }: BodyBudget): Html {
  const cited = citedIn(document);
  const shown = document.timeline
    .map((entry, place) => ({ ...entry, number: place + 1 }))
    .filter(({ number }) => entries === 'all' || cited.has(number));
  const hidden = document.timeline.length - shown.length;
  return html`<section><h2>Timeline</h2>${hidden > 0 && html`<p class="small quiet">${hidden} entries that nothing here cites are left out; <code>npx firebreak postmortem export</code> has all of them.</p>`}
<ol class="timeline">${shown.map(
    ({ number, at, actor, text: what }) =>
      html`<li id="${`e${number}`}">${timeTag(at, 'date-time')}<div><b>${number}</b> ${withTimes(clip(what, text), at)} <span class="small quiet">${clip(actorLabel(actor), 60)}</span></div></li>`,
  )}</ol></section>`;
}

function citedIn({ sections, decisions, actions, questions, backports, followUps, times }: Postmortem) {
  return new Set(
    [
      ...sections.flatMap(({ statements }) => statements),
      ...actions.flatMap(({ statements }) => statements),
      ...decisions,
      ...decisions.map(({ knownThen }) => ({ cites: knownThen })),
      ...questions,
      ...backports,
      ...followUps,
      ...times.moments,
    ].flatMap(({ cites }) => cites),
  );
}
