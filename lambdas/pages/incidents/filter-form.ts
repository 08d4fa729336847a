import { severities } from '../../domain/records/severity.ts';
import { type Html, html } from '../html/html.ts';
import { clip } from '../html/labels.ts';
import type { Site } from '../html/layout.ts';
import { isNarrowed, type ListFilters, listHref, noFilters } from './list-filters.ts';

const spans = [
  ['1h', 'in the last hour'],
  ['24h', 'in the last 24 h'],
  ['7d', 'in the last 7 days'],
  ['30d', 'in the last 30 days'],
] as const;
/** More are typed, not chosen. */
const mostChoices = 60;

/** A plain form: it sends its fields in the address, also where no script runs. */
export function filterForm(site: Site, filters: ListFilters, services: readonly string[]): Html {
  const { status, severity, since, text } = filters;
  const form = html`<form class="filters" method="get" action="${`${site.base}/`}">
<input type="hidden" name="status" value="${status}">
<label>Words <input type="search" name="q" value="${text ?? ''}" maxlength="200" autocomplete="off"></label>
<label>Service ${serviceField(filters.service, services)}</label>
<label>Severity <select name="severity">${options('any', severity, severities)}</select></label>
<label>Opened <select name="since"><option value="">at any time</option>${since !== null && !spans.some(([value]) => value === since) && html`<option selected>${since}</option>`}${spans.map(([value, label]) => option(value, label, since))}</select></label>
<button>Show</button>
</form>`;
  return isNarrowed(filters)
    ? html`<details open><summary class="small">Search</summary>${form}</details><p class="small">${clearLink(site, filters)}</p>`
    : html`<details><summary class="small">Search</summary>${form}</details>`;
}

function clearLink(site: Site, filters: ListFilters): Html {
  const { service, severity, since, text } = filters;
  const said = [
    text !== null && `"${clip(text, 60)}"`,
    service !== null && clip(service, 60),
    severity,
    since !== null && `since ${since}`,
  ].filter(Boolean);
  const cleared = { ...noFilters, status: filters.status };
  return html`Only ${said.join(', ')}. <a href="${listHref(site, cleared)}">Show all of this state</a>`;
}

function serviceField(chosen: string | null, services: readonly string[]): Html {
  if (services.length > mostChoices) {
    return html`<input name="service" value="${chosen ?? ''}" maxlength="200" autocomplete="off">`;
  }
  const known = chosen === null || services.includes(chosen) ? services : [chosen, ...services];
  return html`<select name="service">${options('any', chosen, known)}</select>`;
}

function options(any: string, chosen: string | null, values: readonly string[]): Html {
  return html`<option value="">${any}</option>${values.map((value) => option(value, clip(value, 60), chosen))}`;
}

function option(value: string, label: string, chosen: string | null): Html {
  return value === chosen
    ? html`<option value="${value}" selected>${label}</option>`
    : html`<option value="${value}">${label}</option>`;
}
