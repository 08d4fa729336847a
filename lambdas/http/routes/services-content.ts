import type { PageContent, Site } from '../../pages/html/layout.ts';
import { servicesPage } from '../../pages/services/services-page.ts';
import type { ConsoleDeps } from '../../runtime/build/build-console.ts';
import { incidentsLookedAt, readServices } from '../../use-cases/console/read-services.ts';

/** `GET /services` */
export async function servicesContent(deps: ConsoleDeps, site: Site): Promise<PageContent> {
  return servicesPage(site, await readServices(deps, site.stops ?? []), incidentsLookedAt);
}
