import { InvalidInputError } from '../../domain/errors.ts';
import type { PageContent, Site } from '../../pages/html/layout.ts';
import { numbersPage } from '../../pages/numbers/numbers-page.ts';
import type { ConsoleDeps } from '../../runtime/build/build-console.ts';
import { checkShape } from '../../runtime/env/schema.ts';
import { type ReportQuery, readReport } from '../../use-cases/numbers/read-report.ts';
import { reportQuery, reportResponse } from '../contract/report.ts';
import type { HttpRequest } from '../http-request.ts';
import { type HttpResponse, jsonResponse } from '../http-response.ts';

const usualDays = 28;

/** `GET /v1/report?since=&until=&service=` */
export async function serveReport(
  deps: ConsoleDeps,
  { query, callerArn }: HttpRequest,
): Promise<HttpResponse> {
  return jsonResponse(200, reportResponse, await readReport(deps, spanOf(deps, query), callerArn));
}

/** The page of numbers. */
export async function numbersContent(
  deps: ConsoleDeps,
  site: Site,
  query: HttpRequest['query'],
): Promise<PageContent> {
  const span = spanOf(deps, query);
  return numbersPage(site, await readReport(deps, span, null), span.service ?? null);
}

function spanOf({ clock }: ConsoleDeps, query: HttpRequest['query']): ReportQuery {
  const { since, until = clock.now().toISOString(), service } = checkShape(reportQuery, query, 'The query');
  const from = since ?? new Date(Date.parse(until) - usualDays * 86_400_000).toISOString();
  if (from >= until) throw new InvalidInputError('since: must be before until');
  return { since: from, until, ...(service === undefined || service === '' ? {} : { service }) };
}
