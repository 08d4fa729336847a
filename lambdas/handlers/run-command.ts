import { commandRequest, commandResponse } from '../http/contract/command.ts';
import { httpHandler } from '../http/http-handler.ts';
import { readJson } from '../http/http-request.ts';
import { jsonResponse } from '../http/http-response.ts';
import { buildTokenVault } from '../runtime/build/build-approval-keys.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { createUlidIds } from '../runtime/env/ulid-ids.ts';
import { type RunCommandDeps, runCommand } from '../use-cases/console/run-command.ts';

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
