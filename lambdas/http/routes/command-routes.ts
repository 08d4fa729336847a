import type { IdentifiedPerson } from '../../domain/policy/people/identify-caller.ts';
import type { Declared } from '../../domain/records/declared.ts';
import type { CommandDeps } from '../../runtime/build/build-commands.ts';
import type { Log } from '../../runtime/log/log.ts';
import { declareByHand } from '../../use-cases/console/declare-by-hand.ts';
import { type RunCommandInput, runCommand } from '../../use-cases/console/run-command.ts';
import { setKillSwitch } from '../../use-cases/console/set-kill-switch.ts';
import { commandFollowUp, type FollowUpCommand } from '../../use-cases/follow-ups/command-follow-up.ts';
import { type ReleaseInput, releaseStatus } from '../../use-cases/public-status/release-status.ts';
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
import { followUpRequest, followUpResponse, pageFollowUpRequest } from '../contract/follow-ups.ts';
import { pageReleaseRequest, releaseRequest, releaseResponse } from '../contract/public-status.ts';
import { readJson } from '../http-request.ts';
import { type HttpResponse, jsonResponse } from '../http-response.ts';
import { httpTask } from '../http-task.ts';
import { callingPerson, personOnPage } from './who-commands.ts';

/** What people command. Each command is in the name of whoever the caller is by policy, whatever the body says. */
export const commandRoutes = httpTask<CommandDeps>({
  'POST /v1/incidents/{id}/commands': async (deps, request, log) => {
    const { by, ...given } = readJson(request, commandRequest);
    const person = callingPerson(deps, request, by);
    return await command(deps, { incidentId: request.parameters['id'] ?? '', ...given }, person, log);
  },
  'POST /v1/incidents': async (deps, request, log) => {
    const { by, ...given } = readJson(request, declareRequest);
    return await declare(deps, given, callingPerson(deps, request, by), log);
  },
  'POST /v1/console/incidents': async (deps, request, log) => {
    const { key, ...given } = readJson(request, pageDeclareRequest);
    const { person } = await personOnPage(deps, request, { key });
    return await declare(deps, given, person, log);
  },
  'POST /v1/followups': async (deps, request, log) => {
    const { by, ...given } = readJson(request, followUpRequest);
    return await tend(deps, given, callingPerson(deps, request, by), log);
  },
  'POST /v1/console/followups': async (deps, request, log) => {
    const { key, incidentId: named, ...given } = readJson(request, pageFollowUpRequest);
    const { incidentId, person } = await personOnPage(deps, request, { key, incidentId: named });
    return await tend(deps, { ...given, incidentId }, person, log);
  },
  'POST /v1/incidents/{id}/status': async (deps, request, log) => {
    const { by, ...given } = readJson(request, releaseRequest);
    const person = callingPerson(deps, request, by);
    return await release(deps, { ...given, incidentId: request.parameters['id'] ?? '' }, person, log);
  },
  'POST /v1/console/status': async (deps, request, log) => {
    const { key, incidentId: named, ...given } = readJson(request, pageReleaseRequest);
    const { incidentId, person } = await personOnPage(deps, request, { key, incidentId: named });
    return await release(deps, { ...given, incidentId }, person, log);
  },
  'POST /v1/console/commands': async (deps, request, log) => {
    const { key, incidentId: named, ...given } = readJson(request, pageCommandRequest);
    const { incidentId, person } = await personOnPage(deps, request, { key, incidentId: named });
    return await command(deps, { incidentId, ...given }, person, log);
  },
  'POST /v1/kill-switch': async (deps, request, log) => {
    const { by, ...given } = readJson(request, killSwitchRequest);
    return await turn(deps, given, callingPerson(deps, request, by), log);
  },
  'POST /v1/console/kill-switch': async (deps, request, log) => {
    const { key, ...given } = readJson(request, pageKillSwitchRequest);
    const { person } = await personOnPage(deps, request, { key });
    return await turn(deps, { ...given, isOn: true }, person, log);
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

async function tend(
  deps: CommandDeps,
  given: FollowUpCommand,
  { id, readsSensitive }: IdentifiedPerson,
  log: Log,
): Promise<HttpResponse> {
  const followUp = await commandFollowUp(deps, given, { by: id, readsSensitive });
  log.info('Follow-up changed', { incidentId: given.incidentId, change: given.change, person: id });
  return jsonResponse(200, followUpResponse, { followUp });
}

async function release(
  deps: CommandDeps,
  given: Omit<ReleaseInput, 'by' | 'readsSensitive'>,
  { id, readsSensitive }: IdentifiedPerson,
  log: Log,
): Promise<HttpResponse> {
  const made = await releaseStatus(deps, { ...given, by: id, readsSensitive });
  const { state, number } = made.release;
  log.info('Released to the public', { incidentId: given.incidentId, state, number, person: id });
  return jsonResponse(200, releaseResponse, made);
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
