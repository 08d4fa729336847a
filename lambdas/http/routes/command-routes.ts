import * as z from 'zod/mini';
import { commands } from '../../domain/records/command.ts';
import { severities } from '../../domain/records/severity.ts';
import { type RunCommandDeps, runCommand } from '../../use-cases/console/run-command.ts';
import { readJson } from '../http-request.ts';
import { jsonResponse } from '../http-response.ts';
import { httpTask } from '../http-task.ts';

const body = z.object({
  command: z.enum(commands),
  by: z.string().check(z.regex(/^[\w.+@-]{1,64}$/, 'must be the id of a person')),
  severity: z.optional(z.enum(severities)),
  comment: z._default(z.nullable(z.string().check(z.maxLength(2000))), null),
  acceptDebts: z._default(z.array(z.string().check(z.maxLength(512))).check(z.maxLength(50)), []),
});

/** A person's command: acknowledge, take over, resume, resolve, set the severity, note. */
export const commandRoutes = httpTask<RunCommandDeps>({
  'POST /v1/incidents/{id}/commands': async (deps, request) => {
    const input = { incidentId: request.parameters['id'] ?? '', ...readJson(request, body) };
    return jsonResponse(202, await runCommand(deps, input));
  },
});
