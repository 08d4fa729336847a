import * as z from 'zod/mini';
import { commands } from '../domain/records/command.ts';
import { severities } from '../domain/records/severity.ts';
import { httpHandler } from '../http/http-handler.ts';
import { readJson } from '../http/http-request.ts';
import { jsonResponse } from '../http/http-response.ts';
import { buildTokenVault } from '../runtime/build/build-approval-keys.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { createUlidIds } from '../runtime/env/ulid-ids.ts';
import { type RunCommandDeps, runCommand } from '../use-cases/console/run-command.ts';

const body = z.object({
  command: z.enum(commands),
  by: z.string().check(z.regex(/^[\w.+@-]{1,64}$/, 'must be the id of a person')),
  severity: z.optional(z.enum(severities)),
  comment: z._default(z.nullable(z.string().check(z.maxLength(2000))), null),
  acceptDebts: z._default(z.array(z.string().check(z.maxLength(512))).check(z.maxLength(50)), []),
});

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
      const input = { incidentId: request.parameters['id'] ?? '', ...readJson(request, body) };
      return jsonResponse(202, await runCommand(deps, input));
    },
  },
});
