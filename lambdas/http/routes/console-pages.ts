import {
  DependencyUnavailableError,
  NotFoundError,
  RestrictedError,
  UnauthenticatedError,
} from '../../domain/errors.ts';
import type { Reader } from '../../domain/policy/people/may-read.ts';
import { namedPostmortem } from '../../domain/reporting/names/named-postmortem.ts';
import { peopleNames } from '../../domain/reporting/names/policy-names.ts';
import { declarePath, declarePrefill } from '../../domain/reporting/views/declare-prefill.ts';
import { declareView } from '../../domain/reporting/views/declare-view.ts';
import { returnPath } from '../../domain/sign-in/return-path.ts';
import { declarePage, declareStyle } from '../../pages/console/declare-page.ts';
import { incidentFrame, incidentPage } from '../../pages/console/incident-page.ts';
import { renderHtml } from '../../pages/html/html.ts';
import { type PageContent, renderMain, renderPage, type Site } from '../../pages/html/layout.ts';
import { notFoundPage, shellPage, unavailablePage } from '../../pages/html/plain-pages.ts';
import { incidentListPage } from '../../pages/incidents/incident-list-page.ts';
import { incidentListStyle } from '../../pages/incidents/incident-list-style.ts';
import { noFilters } from '../../pages/incidents/list-filters.ts';
import { postmortemPage } from '../../pages/postmortem/postmortem-page.ts';
import { postmortemStyle } from '../../pages/postmortem/postmortem-style.ts';
import { servicesStyle } from '../../pages/services/services-page.ts';
import type { ConsoleDeps } from '../../runtime/build/build-console.ts';
import { readIncident, readStops, readSummary } from '../../use-cases/console/read-incidents.ts';
import { readPostmortem } from '../../use-cases/postmortem/read-postmortem.ts';
import { basePath } from '../base-path.ts';
import { consoleViewRequest, consoleViewResponse } from '../contract/console-view.ts';
import { type HttpRequest, readJson } from '../http-request.ts';
import { type HttpResponse, htmlResponse, jsonResponse } from '../http-response.ts';
import { tagOf } from '../unchanged.ts';
import { listContent } from './list-content.ts';
import { numbersContent } from './numbers.ts';
import { servicesContent } from './services-content.ts';
import { linkedPerson, sessionPerson } from './who-commands.ts';

/** For a page that shows no news while it is looked at. */
const still = { refreshSeconds: null };

export async function serveListPage(deps: ConsoleDeps, { query }: HttpRequest): Promise<HttpResponse> {
  return await servePage(deps, '/', (site) => listContent(deps, site, query), {
    style: incidentListStyle,
    hasSearch: true,
  });
}

export async function serveIncidentPage(
  deps: ConsoleDeps,
  { parameters }: HttpRequest,
): Promise<HttpResponse> {
  const id = parameters['id'] ?? '';
  const read = (site: Site) => incidentContent(deps, site, id, { callerArn: null });
  return await servePage(deps, `/incidents/${id}`, read, incidentFrame);
}

export async function serveServicesPage(deps: ConsoleDeps): Promise<HttpResponse> {
  return await servePage(deps, '/services', (site) => servicesContent(deps, site), { style: servicesStyle });
}

/** `GET /numbers?since=&until=&service=` */
export async function serveNumbersPage(deps: ConsoleDeps, { query }: HttpRequest): Promise<HttpResponse> {
  return await servePage(deps, '/numbers', (site) => numbersContent(deps, site, query), still);
}

export async function servePostmortemPage(
  deps: ConsoleDeps,
  { parameters }: HttpRequest,
): Promise<HttpResponse> {
  const id = parameters['id'] ?? '';
  const read = (site: Site) => postmortemContent(deps, site, id, { callerArn: null });
  return await servePage(deps, `/incidents/${id}/postmortem`, read, { ...still, style: postmortemStyle });
}

/** `GET /declare?title=&service=`: a form that declares an incident; with a personal link in the holder's name. */
export async function serveDeclarePage(deps: ConsoleDeps, { query }: HttpRequest): Promise<HttpResponse> {
  const prefill = declarePrefill(query);
  const read = async () => declarePage(declareView(deps.policy, false), prefill);
  return await servePage(deps, declarePath(prefill), read, { ...still, style: declareStyle });
}

/**
 * What a page shows, for the holder of a personal link or whoever is signed in: `{key, page, known}` to `{html, tag}`; null for what is
 * `known` by its tag. A link opens one incident, and
 * of the list only that incident's line; a session, whatever its person may see. Throws UnauthenticatedError, NotFoundError.
 */
export async function serveConsoleView(deps: ConsoleDeps, request: HttpRequest): Promise<HttpResponse> {
  const { key, page, known } = readJson(request, consoleViewRequest);
  const holder = key === undefined ? null : await linkedPerson(deps, key);
  const person = holder?.person ?? (await sessionPerson(deps, request));
  if (person === null) {
    throw new UnauthenticatedError(
      deps.browserSessions === null
        ? 'Open the personal link in your mail to see this page'
        : 'Sign in, or open the personal link in your mail, to see this page',
    );
  }
  const site = await siteOf(deps);
  // Behind a stage the list may be asked for as `/prod`, without a slash at its end.
  const url = URL.parse(page || '/', 'https://page.invalid');
  const shown: ShownPage = { site, url, reader: { person: person.id } };
  const content =
    holder === null
      ? await signedInContent(deps, shown)
      : await linkedContent(deps, shown, holder.incidentId);
  const html = renderHtml(renderMain(site, content));
  const tag = tagOf(html);
  return jsonResponse(200, consoleViewResponse, { html: tag === known ? null : html, tag });
}

interface ShownPage {
  readonly site: Site;
  /** Null: the address cannot be read. */
  readonly url: URL | null;
  readonly reader: Reader;
}

async function linkedContent(
  deps: ConsoleDeps,
  { site, url, reader }: ShownPage,
  incidentId: string,
): Promise<PageContent> {
  const path = url?.pathname ?? '';
  switch (path) {
    case '/': {
      const incidents = [await readSummary(deps, incidentId)];
      const filters = { ...noFilters, status: 'all' } as const;
      return incidentListPage(site, { filters, leftOut: [], services: [], incidents, cursor: null });
    }
    case '/declare':
      return declarePage(declareView(deps.policy, true), declarePrefill(queryOf(url)));
    case `/incidents/${incidentId}`:
      return await incidentContent(deps, site, incidentId, reader);
    case `/incidents/${incidentId}/postmortem`:
      return await postmortemContent(deps, site, incidentId, reader);
    case '/services':
    case '/numbers':
      throw new NotFoundError('Your link opens one incident: this page takes a sign-in');
    default:
      throw new NotFoundError('Your link is for another incident');
  }
}

async function signedInContent(deps: ConsoleDeps, { site, url, reader }: ShownPage): Promise<PageContent> {
  const query = queryOf(url);
  const path = url?.pathname ?? '';
  switch (path) {
    case '/':
      return await listContent(deps, site, query);
    case '/services':
      return await servicesContent(deps, site);
    case '/numbers':
      return await numbersContent(deps, site, query);
    case '/declare':
      return declarePage(declareView(deps.policy, true), declarePrefill(query));
    default: {
      const [, id, postmortem] = /^\/incidents\/([^/]+)(\/postmortem)?$/.exec(path) ?? [];
      if (id === undefined) throw new NotFoundError('There is no such page');
      const read = postmortem === undefined ? incidentContent : postmortemContent;
      return await read(deps, site, id, reader);
    }
  }
}

function queryOf(url: URL | null): HttpRequest['query'] {
  return Object.fromEntries(url?.searchParams ?? []);
}

async function servePage(
  deps: ConsoleDeps,
  path: string,
  read: (site: Site) => Promise<PageContent>,
  /** What holds for the page also before anything of it is read. */
  frame: Partial<Pick<PageContent, 'style' | 'script' | 'hasSearch' | 'refreshSeconds'>> = {},
): Promise<HttpResponse> {
  // Who has shown no key reads nothing, and is not told what is stopped, by whom and why.
  const bare = bareSiteOf(deps);
  const signIn =
    deps.browserSessions === null
      ? null
      : `${bare.base}/v1/sign-in?return=${encodeURIComponent(returnPath(path))}`;
  const shell = () => pageResponse(200, bare, { ...shellPage(signIn), ...frame }, 'signed-link');
  if (deps.access === 'signed-link') return shell();
  let site = bare;
  try {
    site = { ...(await siteOf(deps)), mayLetRun: true };
    return pageResponse(200, site, { ...(await read(site)), ...frame }, 'open');
  } catch (error) {
    if (error instanceof NotFoundError) {
      return pageResponse(404, site, notFoundPage(site), 'open');
    }
    // A person sees what to do, not an error in JSON; the page looks again by itself.
    if (error instanceof DependencyUnavailableError) {
      return pageResponse(503, site, unavailablePage(), 'open');
    }
    // Who may see it shows by a personal link, also where pages are open to everybody.
    if (error instanceof RestrictedError) return shell();
    throw error;
  }
}

async function incidentContent(
  deps: ConsoleDeps,
  site: Site,
  id: string,
  reader: Reader,
): Promise<PageContent> {
  const { incident, timeline, people } = await readIncident(deps, id, reader, peopleNames(deps.policy));
  return incidentPage(site, incident, timeline, deps.evidenceKinds, people);
}

async function postmortemContent(
  deps: ConsoleDeps,
  site: Site,
  id: string,
  reader: Reader,
): Promise<PageContent> {
  const { document, ...read } = await readPostmortem(deps, id, reader);
  const named = document && namedPostmortem(document, peopleNames(deps.policy));
  return postmortemPage(site, { ...read, document: named });
}

function pageResponse(
  status: number,
  site: Site,
  content: PageContent,
  access: 'open' | 'signed-link',
): HttpResponse {
  const { html, inline } = renderPage(site, content, access);
  return htmlResponse(status, html, inline);
}

function bareSiteOf({ consoleUrl, clock }: ConsoleDeps): Site {
  return { base: basePath(consoleUrl), now: clock.now() };
}

async function siteOf(deps: ConsoleDeps): Promise<Site> {
  return { ...bareSiteOf(deps), stops: await readStops(deps) };
}
