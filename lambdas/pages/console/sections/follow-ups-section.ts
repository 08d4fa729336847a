import { type FollowUp, isLive } from '../../../domain/records/follow-up/follow-up.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import {
  type FollowUpChange,
  followUpChanges,
} from '../../../domain/response/follow-ups/change-follow-up.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import { type PageBudget, pageBudgets } from '../../html/page-budget.ts';
import { isWebUrl } from '../../html/safe-url.ts';
import { timeTag } from '../../html/times.ts';

const mostShown = 12;
const mostPeople = 60;

/** Somebody to whom a follow-up can be handed on. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** What is left to do, each with what a person can say of it; what is done at the end. */
export function followUpsSection(
  { followUps }: Pick<IncidentView, 'followUps'>,
  budget: PageBudget,
  people: readonly NamedPerson[] = [],
): Html | null {
  const [first] = followUps;
  if (first === undefined) return null;
  const rank = ({ state }: FollowUp) => (state === 'open' ? 0 : state === 'proposed' ? 1 : 2);
  const sorted = followUps.toSorted((a, b) => rank(a) - rank(b) || (a.dueAt < b.dueAt ? -1 : 1));
  const left = followUps.filter(isLive).length;
  return foldedSection(
    {
      id: 'follow-ups',
      heading: 'Follow-ups',
      fact: left === 0 ? `all ${followUps.length} done` : `${left} of ${followUps.length} left to do`,
    },
    html`${left > 0 && people.length > 0 && peopleList(people)}${list(first.incidentId)}${sorted.slice(0, mostShown).map((each) => line(each, budget !== pageBudgets.at(-1)))}</ul>
${sorted.length > mostShown && html`<p class="small quiet">and ${sorted.length - mostShown} more: <code>npx firebreak followups list</code></p>`}`,
  );
}

function line(followUp: FollowUp, hasForm: boolean): Html {
  const { id, text, type, owner, dueAt, state, reason, ticket, filing } = followUp;
  const isLeft = isLive({ state });
  return html`<li id="${id}">${clip(text, 300)} <span class="badge ${isLeft ? 'warn' : 'plain'}">${state}</span>
<div class="small quiet">${type} · ${owner === null ? 'nobody is named' : clip(owner, 80)} · ${isLeft && html`due ${timeTag(dueAt, 'date-time')} · `}${id}${
    ticket !== null &&
    isWebUrl(ticket.url) &&
    html` · <a href="${ticket.url}" rel="noopener noreferrer">${clip(ticket.key, 80)}</a> (${ticket.state})`
  }</div>
${reason !== null && html`<div class="small">${clip(reason, 300)}</div>`}
${isLeft && filing?.reason != null && html`<div class="small">No ticket yet: ${clip(filing.reason, 200)}</div>`}
${isLeft && hasForm && html`<details><summary class="small">Say what becomes of it</summary>${changeForm(followUp)}</details>`}</li>`;
}

const choices: Readonly<Record<FollowUpChange, string>> = {
  accept: 'It is to be done',
  done: 'It is done',
  drop: 'It is not done, because',
  edit: 'Somebody else does it',
};

/** Offered by name where somebody is to be chosen; what is sent is the id. Each browser shows both or the name. */
function peopleList(people: readonly NamedPerson[]): Html {
  return html`<datalist id="people">${people.slice(0, mostPeople).map(({ id, name }) => html`<option value="${id}">${clip(name, 60)}</option>`)}</datalist>`;
}

/** Begins the list: where all its forms go, once. A field that is empty is not sent. */
function list(incidentId: string): Html {
  const about = JSON.stringify({ incidentId });
  return html`<ul data-open="/v1/followups" data-link="/v1/console/followups" data-base="${about}" data-leave-out-empty>`;
}

/** A field that is empty changes nothing: only to drop it needs a reason, and only to hand it on a name. */
function changeForm({ id, state }: FollowUp): Html {
  const fitting = followUpChanges.filter((change) => change !== 'accept' || state === 'proposed');
  return html`<form class="post" data-body="${JSON.stringify({ id })}"><select name="change" aria-label="What becomes of it">${fitting.map((change) => html`<option value="${change}">${choices[change]}</option>`)}</select>
<label>Why <input name="reason" maxlength="500" autocomplete="off"></label>
<label>Who does it <input name="owner" maxlength="64" autocomplete="off" autocapitalize="none" list="people"></label> <button>Record</button><output class="problem"></output></form>`;
}
