import * as z from 'zod/mini';
import { incidentStatuses } from '../../domain/records/incident.ts';
import type { ConsoleDeps } from '../../runtime/build/build-console.ts';
import { checkShape } from '../../runtime/env/schema.ts';
import { listIncidents, readIncident, readTimeline } from '../../use-cases/console/read-incidents.ts';
import type { HttpRequest } from '../http-request.ts';
import { type HttpResponse, jsonResponse } from '../http-response.ts';

const listSchema = z.object({
  status: z.optional(z.enum(['open', 'all', ...incidentStatuses])),
  service: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
  cursor: z.optional(z.string().check(z.maxLength(2000))),
});

/** `GET /v1/incidents?status=&service=&limit=&cursor=` */
export async function serveList(deps: ConsoleDeps, { query }: HttpRequest): Promise<HttpResponse> {
  const { status = 'all', limit = 25, service, cursor } = checkShape(listSchema, query, 'The query');
  return jsonResponse(
    200,
    await listIncidents(deps, {
      status,
      limit,
      ...(service === undefined ? {} : { service }),
      ...(cursor === undefined ? {} : { cursor }),
    }),
  );
}

/** `GET /v1/incidents/{id}` */
export async function serveIncident(
  deps: ConsoleDeps,
  { parameters, callerArn }: HttpRequest,
): Promise<HttpResponse> {
  const { incident } = await readIncident(deps, parameters['id'] ?? '', { callerArn });
  return jsonResponse(200, incident);
}

/** `GET /v1/incidents/{id}/timeline` */
export async function serveTimeline(
  deps: ConsoleDeps,
  { parameters, callerArn }: HttpRequest,
): Promise<HttpResponse> {
  return jsonResponse(200, { entries: await readTimeline(deps, parameters['id'] ?? '', { callerArn }) });
}
