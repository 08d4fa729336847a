import { NotFoundError } from '../../domain/errors.ts';
import type { ConsoleDeps } from '../../runtime/build/build-console.ts';
import { checkShape } from '../../runtime/env/schema.ts';
import { exportBundle } from '../../use-cases/bundle/export-bundle.ts';
import { readDebts } from '../../use-cases/console/read-debts.ts';
import {
  listIncidents,
  readIncident,
  readStops,
  readTimeline,
} from '../../use-cases/console/read-incidents.ts';
import { readFollowUps } from '../../use-cases/follow-ups/read-follow-ups.ts';
import { readPostmortem } from '../../use-cases/postmortem/read-postmortem.ts';
import { readPublicStatus } from '../../use-cases/public-status/read-public-status.ts';
import { readSimilar } from '../../use-cases/similar/read-similar.ts';
import { debtListResponse } from '../contract/debts.ts';
import { exportQuery, exportResponse } from '../contract/export.ts';
import { followUpListQuery, followUpListResponse } from '../contract/follow-ups.ts';
import { incidentResponse } from '../contract/incident.ts';
import { incidentListQuery, incidentListResponse } from '../contract/incident-list.ts';
import { postmortemResponse } from '../contract/postmortem.ts';
import { publicStatusResponse } from '../contract/public-status.ts';
import { similarResponse } from '../contract/similar.ts';
import { timelineResponse } from '../contract/timeline.ts';
import type { HttpRequest } from '../http-request.ts';
import { type HttpResponse, jsonResponse } from '../http-response.ts';

/** `GET /v1/incidents?status=&service=&limit=&cursor=` */
export async function serveList(deps: ConsoleDeps, { query }: HttpRequest): Promise<HttpResponse> {
  const { status, limit, service, cursor } = checkShape(incidentListQuery, query, 'The query');
  const [found, killSwitches] = await Promise.all([
    listIncidents(deps, {
      status,
      limit,
      ...(service === undefined ? {} : { service }),
      ...(cursor === undefined ? {} : { cursor }),
    }),
    readStops(deps),
  ]);
  return jsonResponse(200, incidentListResponse, { ...found, killSwitches });
}

/** `GET /v1/debts` */
export async function serveDebts(deps: ConsoleDeps, { callerArn }: HttpRequest): Promise<HttpResponse> {
  return jsonResponse(200, debtListResponse, { debts: await readDebts(deps, callerArn) });
}

/** `GET /v1/incidents/{id}` */
export async function serveIncident(
  deps: ConsoleDeps,
  { parameters, callerArn }: HttpRequest,
): Promise<HttpResponse> {
  const { incident } = await readIncident(deps, parameters['id'] ?? '', { callerArn });
  return jsonResponse(200, incidentResponse, incident);
}

/** `GET /v1/incidents/{id}/timeline` */
export async function serveTimeline(
  deps: ConsoleDeps,
  { parameters, callerArn }: HttpRequest,
): Promise<HttpResponse> {
  const entries = await readTimeline(deps, parameters['id'] ?? '', { callerArn });
  return jsonResponse(200, timelineResponse, { entries });
}

/** `GET /v1/incidents/{id}/similar` */
export async function serveSimilar(
  deps: ConsoleDeps,
  { parameters, callerArn }: HttpRequest,
): Promise<HttpResponse> {
  const similar = await readSimilar(deps, parameters['id'] ?? '', callerArn);
  return jsonResponse(200, similarResponse, { similar });
}

/** `GET /v1/incidents/{id}/status` */
export async function servePublicStatus(
  deps: ConsoleDeps,
  { parameters, callerArn }: HttpRequest,
): Promise<HttpResponse> {
  const view = await readPublicStatus(deps, parameters['id'] ?? '', callerArn);
  return jsonResponse(200, publicStatusResponse, view);
}

/** `GET /v1/followups?incident=` */
export async function serveFollowUps(
  deps: ConsoleDeps,
  { query, callerArn }: HttpRequest,
): Promise<HttpResponse> {
  const { incident = null } = checkShape(followUpListQuery, query, 'The query');
  const followUps = await readFollowUps(deps, { incidentId: incident, callerArn });
  return jsonResponse(200, followUpListResponse, { followUps });
}

/** `GET /v1/incidents/{id}/export?from=` */
export async function serveExport(
  deps: ConsoleDeps,
  { parameters, query, callerArn }: HttpRequest,
): Promise<HttpResponse> {
  const { from } = checkShape(exportQuery, query, 'The query');
  const incidentId = parameters['id'] ?? '';
  return jsonResponse(200, exportResponse, await exportBundle(deps, { incidentId, callerArn, from }));
}

/** `GET /v1/incidents/{id}/postmortem` */
export async function servePostmortem(
  deps: ConsoleDeps,
  { parameters, callerArn }: HttpRequest,
): Promise<HttpResponse> {
  const { document, markdown } = await readPostmortem(deps, parameters['id'] ?? '', { callerArn });
  if (markdown === null) throw new NotFoundError('There is no postmortem of it yet');
  return jsonResponse(200, postmortemResponse, { document, markdown });
}
