import { publicStates } from '../../../domain/records/public-status/public-status.ts';
import { publicPageLabel } from '../../../domain/reporting/labels/public-page-label.ts';
import type { PublicStatusView } from '../../../domain/reporting/views/public-status-view.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { actorLabel, clip } from '../../html/labels.ts';
import { postForm } from '../../html/post-form.ts';
import { isWebUrl } from '../../html/safe-url.ts';
import { timeTag } from '../../html/times.ts';

const mostReleases = 5;

/** What the public reads, what it could read, and the button by which a person releases it. */
export function publicStatusSection(incidentId: string, view: PublicStatusView | null): Html | null {
  if (view === null) return null;
  const { draft, why, mayRelease, releases, pages, isStale } = view;
  const released = releases.at(-1);
  const fact =
    draft !== null
      ? `waits to be released: ${draft.state}`
      : released === undefined
        ? 'nothing has been released'
        : `released: ${released.state}`;
  return foldedSection(
    { id: 'public-status', heading: 'Public status', fact, isOpen: draft !== null || isStale },
    html`${isStale && html`<p class="problem">The incident is closed, and the public status is not resolved yet.</p>`}
${releases.length === 0 && html`<p class="small quiet">Nothing has been released.</p>`}
${
  draft !== null &&
  html`<div class="card"><p><strong>${clip(draft.title, 200)}</strong> <span class="badge plain">${draft.state}</span></p><p>${clip(draft.text, 1000)}</p>
${releaseForm(incidentId, { draft: draft.id }, ownWords(false))}</div>`
}
${draft === null && why !== null && html`<p class="small quiet">No draft: ${clip(why, 200)}.</p>`}
${draft === null && mayRelease && html`<details><summary class="small">Release your own words</summary>${releaseForm(incidentId, {}, html`${stateChoice}${ownWords(true)}`)}</details>`}
${releases.length > 0 && html`<ul>${releases.toReversed().slice(0, mostReleases).map(line)}</ul>`}
${pages.length > 0 && html`<ul class="small">${pages.map(pageLine)}</ul>`}`,
  );
}

function line({ state, text, at, by }: PublicStatusView['releases'][number]): Html {
  return html`<li><span class="badge plain">${state}</span> ${clip(text, 300)} <small>${timeTag(at, 'date-time')}, released by ${clip(actorLabel(by), 80)}</small></li>`;
}

function pageLine(status: PublicStatusView['pages'][number]): Html {
  const { page, isThere, url, reason } = status;
  const where =
    url !== null && isWebUrl(url)
      ? html`<a href="${url}" rel="noopener noreferrer">${clip(page, 80)}</a>`
      : clip(page, 80);
  return html`<li>${where}: ${publicPageLabel(status)}${!isThere && reason !== null && html`: ${clip(reason, 300)}`}</li>`;
}

const stateChoice = html`<label>State <select name="state">${publicStates.map((state) => html`<option value="${state}">${state}</option>`)}</select></label> `;

function ownWords(isNeeded: boolean): Html {
  return isNeeded
    ? html`<label>Text <textarea name="text" maxlength="1000" rows="2" required></textarea></label> `
    : html`<label>Your own words in place of it (optional) <textarea name="text" maxlength="1000" rows="2"></textarea></label> `;
}

function releaseForm(incidentId: string, body: Readonly<Record<string, unknown>>, fields: Html): Html {
  return postForm({
    open: `/v1/incidents/${encodeURIComponent(incidentId)}/status`,
    link: '/v1/console/status',
    body: { incidentId, ...body },
    fields,
    button: 'Release to the public',
    done: 'Released.',
    leavesOutEmpty: true,
  });
}
