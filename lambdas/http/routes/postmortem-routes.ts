import type { IdentifiedPerson } from '../../domain/policy/people/identify-caller.ts';
import { unanswered } from '../../domain/reporting/postmortem/document/unanswered.ts';
import { checkShape } from '../../runtime/env/schema.ts';
import type { Log } from '../../runtime/log/log.ts';
import { commandPostmortem, type EditPostmortemDeps } from '../../use-cases/postmortem/edit-postmortem.ts';
import {
  pagePostmortemEditRequest,
  postmortemEdit,
  postmortemEditRequest,
  postmortemEditResponse,
} from '../contract/postmortem.ts';
import { readJson } from '../http-request.ts';
import { type HttpResponse, jsonResponse } from '../http-response.ts';
import { httpTask } from '../http-task.ts';
import { callingPerson, personOnPage, type WhoCommandsDeps } from './who-commands.ts';

export type PostmortemRouteDeps = EditPostmortemDeps & WhoCommandsDeps;

/** What people do to a postmortem, each in the name of whoever they are by policy. */
export const postmortemRoutes = httpTask<PostmortemRouteDeps>({
  'POST /v1/incidents/{id}/postmortem': async (deps, request, log) => {
    const { by, ...given } = readJson(request, postmortemEditRequest);
    const person = callingPerson(deps, request, by);
    return await edit(deps, request.parameters['id'] ?? '', given, person, log);
  },
  'POST /v1/console/postmortem': async (deps, request, log) => {
    const { key, incidentId: named, ...given } = readJson(request, pagePostmortemEditRequest);
    const { incidentId, person } = await personOnPage(deps, request, { key, incidentId: named });
    return await edit(deps, incidentId, given, person, log);
  },
});

async function edit(
  deps: PostmortemRouteDeps,
  incidentId: string,
  given: unknown,
  { id: by, readsSensitive }: IdentifiedPerson,
  log: Log,
): Promise<HttpResponse> {
  const change = checkShape(postmortemEdit, given, 'The body');
  const document = await commandPostmortem(deps, { incidentId, edit: change, by, readsSensitive });
  const { version, state } = document;
  log.info('Edited a postmortem', { incidentId, change: change.change, person: by, version });
  return jsonResponse(200, postmortemEditResponse, {
    incidentId,
    version,
    state,
    unanswered: unanswered(document).length,
  });
}
