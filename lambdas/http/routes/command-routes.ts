import { UnauthenticatedError, UnknownCallerError } from '../../domain/errors.ts';
import {
  type Caller,
  type IdentifiedPerson,
  identifyCaller,
} from '../../domain/policy/people/identify-caller.ts';
import type { Declared } from '../../domain/records/declared.ts';
import type { CommandDeps } from '../../runtime/build/build-commands.ts';
import type { Log } from '../../runtime/log/log.ts';
import { declareByHand } from '../../use-cases/console/declare-by-hand.ts';
import { type RunCommandInput, runCommand } from '../../use-cases/console/run-command.ts';
import { setKillSwitch } from '../../use-cases/console/set-kill-switch.ts';
import {
  commandRequest,
  commandResponse,
  declareRequest,
  declareResponse,
  killSwitchRequest,
  killSwitchResponse,
  pageCommandRequest,
  pageDeclareRequest,
  pageKillSwitchRequest,
} from '../contract/command.ts';
import { type HttpRequest, readJson } from '../http-request.ts';
import { type HttpResponse, jsonResponse } from '../http-response.ts';
import { httpTask } from '../http-task.ts';
import { sessionOf } from '../session-of.ts';

/** What people command. Each command is in the name of whoever the caller is by policy, whatever the body says. */
export const commandRoutes = httpTask<CommandDeps>({
  'POST /v1/incidents/{id}/commands': async (deps, request, log) => {
    const { by, ...given } = readJson(request, commandRequest);
    const person = identify(deps, callerOf(deps, request, by));
    return await command(deps, { incidentId: request.parameters['id'] ?? '', ...given }, person, log);
  },
  'POST /v1/incidents': async (deps, request, log) => {
    const { by, ...given } = readJson(request, declareRequest);
    return await declare(deps, given, identify(deps, callerOf(deps, request, by)), log);
  },
  'POST /v1/console/incidents': async (deps, request, log) => {
    const { key, ...given } = readJson(request, pageDeclareRequest);
    return await declare(deps, given, await onPage(deps, request, key), log);
  },
  'POST /v1/console/commands': async (deps, request, log) => {
    const { key, incidentId = '', ...given } = readJson(request, pageCommandRequest);
    if (key === undefined) {
      return await command(deps, { incidentId, ...given }, await signedInPerson(deps, request), log);
    }
    const { subject, person } = await holderOf(deps, key);
    return await command(deps, { incidentId: subject, ...given }, person, log);
  },
  'POST /v1/kill-switch': async (deps, request, log) => {
    const { by, ...given } = readJson(request, killSwitchRequest);
    return await turn(deps, given, identify(deps, callerOf(deps, request, by)), log);
  },
  'POST /v1/console/kill-switch': async (deps, request, log) => {
    const { key, ...given } = readJson(request, pageKillSwitchRequest);
    return await turn(deps, { ...given, isOn: true }, await onPage(deps, request, key), log);
  },
});

async function command(
  deps: CommandDeps,
  given: Omit<RunCommandInput, 'by'>,
  { id, isProven, readsSensitive }: IdentifiedPerson,
  log: Log,
): Promise<HttpResponse> {
  const run = await runCommand(deps, { ...given, by: id, isProven, readsSensitive });
  const { incidentId } = run;
  log.info('Commanded', { incidentId, command: given.command, person: id });
  if (!run.delivered) log.warn('The command is recorded; the sweep finishes it', { incidentId });
  return jsonResponse(202, commandResponse, run);
}

async function declare(
  deps: CommandDeps,
  given: Omit<Declared, 'id' | 'at' | 'by'>,
  { id }: IdentifiedPerson,
  log: Log,
): Promise<HttpResponse> {
  const queued = await declareByHand(deps, { ...given, by: id });
  log.info('Declared', { ...queued, person: id });
  return jsonResponse(202, declareResponse, queued);
}

async function turn(
  deps: CommandDeps,
  given: Omit<Parameters<typeof setKillSwitch>[1], 'by'>,
  { id }: IdentifiedPerson,
  log: Log,
): Promise<HttpResponse> {
  const killSwitch = await setKillSwitch(deps, { ...given, by: `person:${id}` });
  log.warn('The kill switch was turned', { isOn: killSwitch.isOn, service: killSwitch.service, person: id });
  return jsonResponse(200, killSwitchResponse, killSwitch);
}

/** On AWS every route of commands is signed; where pages are open to everybody, whoever is at this computer calls. */
function callerOf({ access }: CommandDeps, { callerArn }: HttpRequest, named: string | undefined): Caller {
  if (callerArn !== null) return { kind: 'principal', arn: callerArn };
  if (access !== 'open') throw new UnauthenticatedError('Commands are signed with AWS credentials');
  return { kind: 'operator', named: named ?? null };
}

function identify({ policy }: CommandDeps, caller: Caller): IdentifiedPerson {
  const person = identifyCaller(policy.people, caller);
  if (person !== null) return person;
  throw new UnknownCallerError(
    caller.kind === 'principal'
      ? `${caller.arn} is not exactly one person of people.yaml: name it under the iam of one`
      : 'people.yaml has no such person',
  );
}

/** Whoever looks at a page of Firebreak: by their link, or signed in. */
async function onPage(deps: CommandDeps, request: HttpRequest, key: string | undefined) {
  return key === undefined ? await signedInPerson(deps, request) : (await holderOf(deps, key)).person;
}

/** Whoever is signed in on a page of Firebreak. */
async function signedInPerson(deps: CommandDeps, request: HttpRequest): Promise<IdentifiedPerson> {
  const session = await sessionOf(deps.browserSessions, request, deps.clock.now());
  const person = session && identifyCaller(deps.policy.people, { kind: 'session', ...session });
  if (person === null)
    throw new UnauthenticatedError('You are not signed in, or not any more: sign in again');
  return person;
}

/** Whoever a living personal link to an incident was made for. */
async function holderOf(deps: CommandDeps, key: string) {
  const claims = await deps.linkKeys.verify(key, 'view', deps.clock.now());
  const person = claims && identifyCaller(deps.policy.people, { kind: 'link', person: claims.person });
  if (claims === null || person === null) {
    throw new UnauthenticatedError('This link is no longer valid; use the one in the newest mail');
  }
  return { subject: claims.subject, person };
}
