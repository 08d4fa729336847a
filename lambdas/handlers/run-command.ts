import { commandRequest, commandResponse } from '../http/contract/command.ts';
import { buildTokenVault } from '../runtime/build-approval-keys.ts';
import { buildStores } from '../runtime/build-stores.ts';
import { buildWorkflow } from '../runtime/build-workflow.ts';
import { httpHandler } from '../runtime/http-handler.ts';
import { readJson } from '../runtime/http-request.ts';
import { jsonResponse } from '../runtime/http-response.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { createUlidIds } from '../runtime/ulid-ids.ts';
import { type RunCommandDeps, runCommand } from '../use-cases/run-command.ts';

/** A person's command: acknowledge, take over, resume, resolve, set the severity, note. */
export const handler = httpHandler<RunCommandDeps>({
  build: (env) => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    ids: createUlidIds(systemClock),
    clock: systemClock,
  }),
  routes: {
    'POST /v1/incidents/{id}/commands': async (deps, request) => {
      const input = { incidentId: request.parameters['id'] ?? '', ...readJson(request, commandRequest) };
      return jsonResponse(202, commandResponse, await runCommand(deps, input));
    },
  },
});
