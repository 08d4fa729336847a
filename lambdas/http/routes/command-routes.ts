import { type RunCommandDeps, runCommand } from '../../use-cases/console/run-command.ts';
import { commandRequest, commandResponse } from '../contract/command.ts';
import { readJson } from '../http-request.ts';
import { jsonResponse } from '../http-response.ts';
import { httpTask } from '../http-task.ts';

/** A person's command: acknowledge, take over, resume, resolve, set the severity, note. */
export const commandRoutes = httpTask<RunCommandDeps>({
  'POST /v1/incidents/{id}/commands': async (deps, request) => {
    const input = { incidentId: request.parameters['id'] ?? '', ...readJson(request, commandRequest) };
    return jsonResponse(202, commandResponse, await runCommand(deps, input));
  },
});
