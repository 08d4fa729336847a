import { type FollowUp, isLive } from '../../../domain/records/follow-up/follow-up.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import { isWebUrl } from '../../html/safe-url.ts';
import { timeTag } from '../../html/times.ts';

const mostShown = 12;

/** What is left to do, what is done at the end. */
export function followUpsSection(followUps: readonly FollowUp[]): Html | null {
  if (followUps.length === 0) return null;
  const rank = ({ state }: FollowUp) => (state === 'open' ? 0 : state === 'proposed' ? 1 : 2);
  const sorted = followUps.toSorted((a, b) => rank(a) - rank(b) || (a.dueAt < b.dueAt ? -1 : 1));
  const left = followUps.filter(isLive).length;
  return foldedSection(
    {
      id: 'follow-ups',
      heading: 'Follow-ups',
      fact: left === 0 ? `all ${followUps.length} done` : `${left} of ${followUps.length} left to do`,
    },
    html`<ul>${sorted.slice(0, mostShown).map(line)}</ul>
${sorted.length > mostShown && html`<p class="small quiet">and ${sorted.length - mostShown} more: <code>npx firebreak followups list</code></p>`}`,
  );
}

function line({ id, text, type, owner, dueAt, state, reason, ticket, filing }: FollowUp): Html {
  const isLeft = isLive({ state });
  return html`<li>${clip(text, 300)} <span class="badge ${isLeft ? 'warn' : 'plain'}">${state}</span>
<div class="small quiet">${type} · ${owner === null ? 'nobody is named' : clip(owner, 80)} · ${isLeft && html`due ${timeTag(dueAt, 'date-time')} · `}${id}${
    ticket !== null &&
    isWebUrl(ticket.url) &&
    html` · <a href="${ticket.url}" rel="noopener noreferrer">${clip(ticket.key, 80)}</a> (${ticket.state})`
  }</div>
${reason !== null && html`<div class="small">${clip(reason, 300)}</div>`}
${isLeft && filing?.reason != null && html`<div class="small">No ticket yet: ${clip(filing.reason, 200)}</div>`}</li>`;
}
