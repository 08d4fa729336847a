import type { PageContent, Site } from '../../pages/html/layout.ts';
import { incidentListPage } from '../../pages/incidents/incident-list-page.ts';
import { readFilters, startOf } from '../../pages/incidents/list-filters.ts';
import type { ConsoleDeps } from '../../runtime/build/build-console.ts';
import { searchIncidents } from '../../use-cases/console/search-incidents.ts';
import type { HttpRequest } from '../http-request.ts';

const mostOpen = 100;
const mostOthers = 50;

/** `GET /?status=&service=&severity=&since=&q=&cursor=` */
export async function listContent(
  deps: ConsoleDeps,
  site: Site,
  query: HttpRequest['query'],
): Promise<PageContent> {
  const { filters, leftOut } = readFilters(query);
  const { since, ...rest } = filters;
  const found = await searchIncidents(deps, {
    ...rest,
    since: since === null ? null : startOf(since, site.now),
    limit: filters.status === 'open' ? mostOpen : mostOthers,
    cursor: query['cursor'] || null,
  });
  const services = [...new Set(deps.policy.services.map(({ id }) => id))];
  return incidentListPage(site, { filters, leftOut, services, ...found });
}
