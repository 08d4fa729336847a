import { InvalidInputError } from '../../domain/errors.ts';
import { numbersPage } from '../../pages/numbers/numbers-page.ts';
import type { ConsoleDeps } from '../../runtime/build/build-console.ts';
import { checkShape } from '../../runtime/env/schema.ts';
import { type ReportQuery, readReport } from '../../use-cases/numbers/read-report.ts';
import { reportQuery, reportResponse } from '../contract/report.ts';
import type { HttpRequest } from '../http-request.ts';
import { type HttpResponse, jsonResponse } from '../http-response.ts';
import { servePage } from './console-pages.ts';

const usualDays = 28;

/** `GET /v1/report?since=&until=&service=` */
export async function serveReport(
  deps: ConsoleDeps,
  { query, callerArn }: HttpRequest,
): Promise<HttpResponse> {
  return jsonResponse(200, reportResponse, await readReport(deps, spanOf(deps, query), callerArn));
}

/** `GET /numbers?since=&until=&service=` */
export async function serveNumbersPage(deps: ConsoleDeps, { query }: HttpRequest): Promise<HttpResponse> {
  return await servePage(deps, async (site) => {
    const span = spanOf(deps, query);
    return numbersPage(site, await readReport(deps, span, null), span.service ?? null);
  });
}

function spanOf({ clock }: ConsoleDeps, query: HttpRequest['query']): ReportQuery {
  const { since, until = clock.now().toISOString(), service } = checkShape(reportQuery, query, 'The query');
  const from = since ?? new Date(Date.parse(until) - usualDays * 86_400_000).toISOString();
  if (from >= until) throw new InvalidInputError('since: must be before until');
  return { since: from, until, ...(service === undefined || service === '' ? {} : { service }) };
}
