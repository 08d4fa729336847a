import { lowerFirst } from '../../domain/reporting/labels/first-letter.ts';
import type { IncidentSummary } from '../../domain/reporting/views/incident-summary.ts';
import { severityBadge, statusBadge } from '../html/badges.ts';
import { type Html, html } from '../html/html.ts';
import { clip } from '../html/labels.ts';
import type { PageContent, Site } from '../html/layout.ts';
import { stopForm } from '../html/stop-controls.ts';
import { timeBetween, timeTag } from '../html/times.ts';

export const listFilters = ['open', 'awaiting-approval', 'handed-over', 'closed', 'all'] as const;
export type ListFilter = (typeof listFilters)[number];

const filterLabels: Readonly<Record<ListFilter, string>> = {
  open: 'Open',
  'awaiting-approval': 'Waiting for approval',
  'handed-over': 'Handed over',
  closed: 'Closed',
  all: 'All',
};

/** What the list shows: incidents newest first, and where the next page starts. */
export interface IncidentList {
  readonly filter: ListFilter;
  readonly service: string | null;
  readonly incidents: readonly IncidentSummary[];
  readonly cursor: string | null;
}

/** Open incidents come first, whatever the filter. */
export function incidentListPage(site: Site, list: IncidentList): PageContent {
  const { incidents } = list;
  const ordered = [
    ...incidents.filter(({ status }) => status !== 'closed'),
    ...incidents.filter(({ status }) => status === 'closed'),
  ];
  return {
    title: 'Incidents',
    refreshSeconds: 5,
    main: html`
<h1>Incidents${list.service !== null && html` of ${clip(list.service, 80)}`}</h1>
<nav aria-label="Show"><ul>${listFilters.map((filter) => filterLink(site, list, filter))}</ul></nav>
${ordered.length === 0 ? emptyState(list.filter) : html`<ul class="list">${ordered.map((each) => listLine(site, each))}</ul>`}
${list.cursor !== null && html`<p><a href="${listHref(site, list, list.filter, list.cursor)}">Older incidents</a></p>`}
<p><a href="${`${site.base}/declare`}">Declare an incident</a></p>
<details><summary class="small">Stop automation</summary>${stopForm(null)}</details>
`,
  };
}

function filterLink(site: Site, list: IncidentList, filter: ListFilter): Html {
  const current = filter === list.filter ? 'page' : 'false';
  return html`<li><a href="${listHref(site, list, filter, null)}" aria-current="${current}">${filterLabels[filter]}</a></li>`;
}

function listHref(site: Site, list: IncidentList, filter: ListFilter, cursor: string | null): string {
  const query = new URLSearchParams({
    ...(filter === 'open' ? {} : { status: filter }),
    ...(list.service === null ? {} : { service: list.service }),
    ...(cursor === null ? {} : { cursor }),
  }).toString();
  return `${site.base}/${query === '' ? '' : `?${query}`}`;
}

function listLine(site: Site, incident: IncidentSummary): Html {
  const { waiting, closedAt } = incident;
  const age =
    closedAt === null
      ? html`open for ${timeBetween(incident.openedAt, site.now)}`
      : html`took ${timeBetween(incident.openedAt, closedAt)}`;
  return html`<li class="card">
<div class="row">${severityBadge(incident.severity)} ${statusBadge(incident.status, incident.outcome)} <span class="small quiet">${age}</span></div>
<h3><a href="${`${site.base}/incidents/${incident.id}`}">${clip(incident.title, 160)}</a></h3>
<p class="small quiet">${clip(incident.service, 80)} · ${clip(incident.environment, 40)} · since ${timeTag(incident.openedAt, 'date-time')}</p>
${incident.impact !== null && html`<p class="small">Affected: ${clip(incident.impact, 120)}</p>`}
${waiting !== null && waiting.text !== '' && html`<p class="small">${waiting.for === 'firebreak' ? 'Now' : 'Waits for'}: ${clip(lowerFirst(waiting.text), 220)}</p>`}
</li>`;
}

function emptyState(filter: ListFilter): Html {
  return filter === 'open' || filter === 'all'
    ? html`<div class="card now good"><h2>Nothing is wrong</h2><p>${filter === 'open' ? 'There is no open incident.' : 'There has been no incident yet.'} A new one appears here by itself.</p></div>`
    : html`<p class="card quiet">No incident is ${filterLabels[filter].toLowerCase()}.</p>`;
}
