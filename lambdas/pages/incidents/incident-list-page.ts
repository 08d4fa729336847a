import { compareTexts } from '../../domain/records/text/compare-texts.ts';
import type { IncidentSummary } from '../../domain/reporting/views/incident-summary.ts';
import { type Html, html, renderHtml } from '../html/html.ts';
import { statusLabels } from '../html/labels.ts';
import { frameBytes, type PageContent, type Site } from '../html/layout.ts';
import { stopForm } from '../html/stop-controls.ts';
import { filterForm } from './filter-form.ts';
import { incidentListStyle } from './incident-list-style.ts';
import { detailOf, incidentRow } from './incident-row.ts';
import { isNarrowed, type ListFilters, type ListState, listHref, offeredStates } from './list-filters.ts';

const stateLabels: Readonly<Record<ListState, string>> = {
  ...statusLabels,
  open: 'Open',
  'handed-over': 'Handed over',
  all: 'All',
};

/** What the list shows: incidents newest first, and where the next page starts. */
export interface IncidentList {
  readonly filters: ListFilters;
  /** What of the address could not be read. */
  readonly leftOut: readonly string[];
  /** Ids of the services that can be chosen. */
  readonly services: readonly string[];
  readonly incidents: readonly IncidentSummary[];
  readonly cursor: string | null;
}

/** What waits for somebody comes first, then what automation is at, then what is over. */
const groups: readonly { readonly title: string; readonly holds: (incident: IncidentSummary) => boolean }[] =
  [
    { title: 'Waiting for people', holds: ({ status }) => isPeoples(status) },
    {
      title: 'In the hands of automation',
      holds: ({ status }) => !isPeoples(status) && status !== 'closed',
    },
    { title: 'Closed', holds: ({ status }) => status === 'closed' },
  ];

/** Characters of the second line of a row, where there is room for them. */
const mostDetail = 160;
const mostTries = 3;
/** Bytes of the form and the links, and of a row without its second line. */
const usualFrame = 5000;
const usualRow = 330;
const mostBytes = 59_500 - frameBytes - Buffer.byteLength(incidentListStyle);

export function incidentListPage(site: Site, list: IncidentList): PageContent {
  const longest = Math.max(0, ...list.incidents.map((each) => detailOf(each).length));
  let length = Math.min(mostDetail, longest, roomFor(list.incidents.length));
  let main = mainOf(site, list, length);
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const over = Buffer.byteLength(renderHtml(main)) - mostBytes;
    if (over <= 0 || length === 0) break;
    // What is too much is taken from all rows alike.
    length =
      tries === mostTries ? 0 : Math.max(0, length - Math.ceil((2 * over) / list.incidents.length) - 4);
    main = mainOf(site, list, length);
  }
  return {
    title: 'Incidents',
    refreshSeconds: list.incidents.length > 40 ? 15 : 5,
    style: incidentListStyle,
    main,
  };
}

/** Bytes that a row usually has for its second line: so the page is rendered once, and again only where texts are longer than usual. */
function roomFor(rows: number): number {
  return Math.max(0, Math.floor((mostBytes - usualFrame) / Math.max(1, rows)) - usualRow);
}

function mainOf(site: Site, list: IncidentList, detail: number): Html {
  const { filters, incidents, cursor, leftOut } = list;
  return html`
<div class="row"><h1>Incidents</h1><a class="small" href="${`${site.base}/declare`}">Declare an incident</a></div>
<nav aria-label="State"><ul>${offeredStates.map((state) => stateLink(site, filters, state))}</ul></nav>
${filterForm(site, filters, list.services)}
${leftOut.length > 0 && html`<p class="problem">Not understood, and left out: ${leftOut.join(', ')}.</p>`}
${incidents.length === 0 ? emptyState(site, list) : html`<p class="small quiet">${countText(incidents)}</p>`}
${groups.map(({ title, holds }) => groupOf(site, title, incidents.filter(holds), detail))}
${cursor !== null && html`<p><a href="${listHref(site, filters, cursor)}">${incidents.length === 0 ? 'Search older incidents' : 'Older incidents'}</a></p>`}
<details><summary class="small">Stop actions</summary>${stopForm(null)}</details>
`;
}

function groupOf(
  site: Site,
  title: string,
  incidents: readonly IncidentSummary[],
  detail: number,
): Html | null {
  if (incidents.length === 0) return null;
  const inOrder =
    title === 'Closed' ? incidents : incidents.toSorted((a, b) => compareTexts(a.severity, b.severity));
  return html`<section><h2>${title} <span class="quiet">${incidents.length}</span></h2>
<ul class="rows">${inOrder.map((each) => incidentRow(site, each, detail))}</ul></section>`;
}

function isPeoples(status: IncidentSummary['status']): boolean {
  return status === 'awaiting-approval' || status === 'handed-over';
}

function stateLink(site: Site, filters: ListFilters, state: ListState): Html {
  const current = state === filters.status ? 'page' : 'false';
  return html`<li><a href="${listHref(site, { ...filters, status: state })}" aria-current="${current}">${stateLabels[state]}</a></li>`;
}

/** `12 shown: 2 SEV1, 10 SEV2`. */
function countText(incidents: readonly IncidentSummary[]): string {
  const counts = [...Map.groupBy(incidents, ({ severity }) => severity)].toSorted(([a], [b]) =>
    compareTexts(a, b),
  );
  return `${incidents.length} shown: ${counts.map(([severity, of]) => `${of.length} ${severity}`).join(', ')}`;
}

function emptyState(site: Site, { filters, cursor }: IncidentList): Html {
  if (cursor !== null)
    return html`<p class="card quiet">Nothing was found so far; older ones were not looked at.</p>`;
  if (isNarrowed(filters)) {
    return html`<div class="card"><h2>No incident is like that</h2><p>Try fewer words, or ${filters.status === 'all' ? 'a longer time' : html`<a href="${listHref(site, { ...filters, status: 'all' })}">look at every state</a>`}.</p></div>`;
  }
  if (filters.status === 'open') {
    return html`<div class="card now good"><h2>Nothing is wrong</h2><p>There is no open incident. A new one appears here by itself.</p>
<p class="small"><a href="${listHref(site, { ...filters, status: 'closed' })}">What was closed before</a> · <a href="${`${site.base}/services`}">The services</a></p></div>`;
  }
  if (filters.status === 'all') {
    return html`<div class="card now good"><h2>Nothing is wrong</h2><p>There has been no incident yet. To see one, send a made-up alert:
<code>npx firebreak sources test alertmanager</code></p></div>`;
  }
  return html`<p class="card quiet">No incident is ${stateLabels[filters.status].toLowerCase()}.</p>`;
}
