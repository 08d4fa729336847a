import {
  CommandRefusedError,
  FirebreakError,
  InvalidInputError,
  NotFoundError,
  RestrictedError,
} from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import { mayRead } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { type Command, isDebtCommand } from '../../domain/records/command.ts';
import { type Incident, mostNewPlans, newPlansLeft } from '../../domain/records/incident.ts';
import { proposalsIn } from '../../domain/records/step-proposal.ts';
import { personOf } from '../../domain/records/timeline.ts';
import { setSeverity, stopAutomation } from '../../domain/records/transitions/incident-changes.ts';
import { recordedAt, type Transition } from '../../domain/records/transitions/transition.ts';
import { commandEntry, type GivenCommand, isRepeated } from '../../domain/response/commands/command-entry.ts';
import { pendingCommand } from '../../domain/response/commands/pending-command.ts';
import { isAskedBefore, unconfirmedEntry } from '../../domain/response/commands/unconfirmed-resolve.ts';
import { type UnderWay, underWay } from '../../domain/response/commands/under-way.ts';
import { proposingAgent } from '../../domain/response/planning/adopted-proposal.ts';
import { whyNotOver } from '../../domain/response/recovery/why-not-over.ts';
import { overrideReason } from '../../domain/triage/severity/severity-entries.ts';
import type { Ids } from '../../ports/ids.ts';
import type { IncidentRecord } from '../../ports/stores/incident-store.ts';
import { type CompleteOpenWaitDeps, completeOpenWait } from '../handover/complete-open-wait.ts';
import { repeatOnConflict } from '../records/repeat-on-conflict.ts';
import { changeDebt, checkDebtShape } from './change-debt.ts';

export interface RunCommandDeps extends CompleteOpenWaitDeps {
  readonly ids: Ids;
  readonly policy: Pick<CompiledPolicy, 'people' | 'services'>;
}

export interface RunCommandInput extends GivenCommand {
  readonly incidentId: string;
  /** Left out: what policy says of the person. */
  readonly readsSensitive?: boolean;
  /**
   * With `resolve`: although the newest readings do not show that it is over, for the reason in the comment. False: never without it. Left
   * out: the same person saying it twice confirms it too.
   */
  readonly yes?: boolean | undefined;
}

export interface CommandRun {
  readonly incidentId: string;
  readonly command: Command;
  /** What a stop came too late for; null when nothing was begun. */
  readonly underWay: UnderWay | null;
  /** False when it is recorded and the rest is left to the sweep. */
  readonly delivered: boolean;
}

/**
 * Obeys a person. A stop is written first, so that no effect begins from then on; then the command is recorded, at a time after whatever
 * had begun; then the open wait is answered. Once it is recorded it is not refused any more: what fails after that, the sweep does.
 * Throws CommandRefusedError when it does not fit the incident, RestrictedError for whoever may not steer it, InvalidInputError.
 */
export async function runCommand(deps: RunCommandDeps, input: RunCommandInput): Promise<CommandRun> {
  const { incidentId, command } = input;
  const given = { ...input, comment: input.comment?.trim() || null };
  checkShape(given);
  const record = await readRecord(deps, incidentId);
  checkMaySteer(deps, record, given);
  const isKnown = isRepeated(record.entries, commandEntry(given, '', deps.clock.now()));
  if (!isKnown) {
    checkFits(deps, record, given);
    await confirmOver(deps, record, given);
    if (command === 'take-over' || command === 'resolve') {
      await change(deps, incidentId, (incident) =>
        stopAutomation(incident, `person:${given.by}`, deps.clock.now()),
      );
    }
    await changeDebt(deps, given);
    const at = recordedAt(await latest(deps, record), deps.clock.now());
    await deps.incidents.appendEntry(incidentId, commandEntry(given, deps.ids.next('tl'), new Date(at)));
  }
  return { incidentId, command, ...(await finish(deps, given)) };
}

async function latest({ incidents }: RunCommandDeps, { incident }: IncidentRecord): Promise<Incident> {
  return (await incidents.readIncident(incident.id)) ?? incident;
}

/** What follows from a recorded command. */
async function finish(
  deps: RunCommandDeps,
  { incidentId, command, by, severity, comment }: RunCommandInput,
): Promise<Pick<CommandRun, 'underWay' | 'delivered'>> {
  let begun: UnderWay | null = null;
  try {
    const record = await readRecord(deps, incidentId);
    if (command === 'take-over' || command === 'resolve') begun = underWay(record);
    if (severity !== undefined) {
      const reason = overrideReason(`person:${by}`, comment);
      await change(deps, incidentId, (incident) => setSeverity(incident, severity, reason, deps.clock.now()));
    }
    if (command === 'take-over' || command === 'resolve' || command === 'resume') {
      await completeOpenWait(deps, record);
    }
    return { underWay: begun, delivered: true };
  } catch (error) {
    if (!(error instanceof FirebreakError)) throw error;
    return { underWay: begun, delivered: false };
  }
}

const attempts = 10;

/** One change of the incident, however many others write it at the same moment. */
async function change(
  { incidents }: RunCommandDeps,
  incidentId: string,
  apply: (incident: Incident) => Transition,
): Promise<void> {
  await repeatOnConflict(async () => {
    const incident = await incidents.readIncident(incidentId);
    if (incident === null) throw new NotFoundError(`There is no incident ${incidentId}`);
    const changed = apply(incident);
    if (changed.ok) await incidents.saveIncident(changed.incident);
  }, attempts);
}

function checkShape(given: RunCommandInput): void {
  const { command, comment, severity, acceptDebts, yes, again, fresh, proposal } = given;
  if (command !== 'resume' && (again !== undefined || fresh !== undefined)) {
    throw new InvalidInputError('only resume takes again and fresh');
  }
  if (proposal !== undefined && (command !== 'resume' || fresh !== true)) {
    throw new InvalidInputError('proposal goes with resume and fresh: the new plan begins with it');
  }
  if (again === true && fresh === true) {
    throw new InvalidInputError(
      'again asks about the steps of this plan, fresh makes a new one: give one of them',
    );
  }
  if (command === 'resolve' && yes === true && comment === null) {
    throw new InvalidInputError('yes needs a comment: the reason goes on the timeline');
  }
  checkDebtShape(given);
  if (command === 'resolve' && acceptDebts.length > 0 && comment === null) {
    throw new InvalidInputError('acceptDebts needs a comment: why it may stay as it is goes on the timeline');
  }
  if ((command === 'note' || command === 'update') && comment === null) {
    throw new InvalidInputError(`comment: the text of the ${command} is missing`);
  }
  if ((command === 'set-severity') !== (severity !== undefined)) {
    throw new InvalidInputError('set-severity needs severity, and no other command takes it');
  }
}

/** Whoever may not read an incident does not steer it; a name that nobody proved reads nothing that is sensitive. */
function checkMaySteer(
  { policy }: RunCommandDeps,
  { incident }: IncidentRecord,
  { by, isProven, readsSensitive }: RunCommandInput,
): void {
  if (!incident.sensitive) return;
  if (!(readsSensitive ?? (isProven !== false && mayRead(policy.people, incident, by)))) {
    throw new RestrictedError();
  }
}

function checkFits(
  { policy }: RunCommandDeps,
  record: IncidentRecord,
  { command, acceptDebts, fresh, proposal }: GivenCommand,
): void {
  const { incident, debts } = record;
  if (command === 'note' || isDebtCommand(command)) return;
  if (incident.status === 'closed') throw new CommandRefusedError('The incident is closed');
  if (command === 'resume') checkResumable(record, fresh === true);
  if (proposal !== undefined) checkProposal(policy.people, record, proposal);
  if (command !== 'resolve') return;
  const open = debts.filter(({ status }) => status === 'open').map(({ resource }) => resource);
  const left = open.filter((resource) => !acceptDebts.includes(resource));
  if (left.length > 0) {
    throw new CommandRefusedError(`Restore these first, or accept them by name: ${left.join(', ')}`);
  }
}

/** Asks for a confirmation, once for each person, where a resolve would close what the newest readings do not show to be over. */
async function confirmOver(
  { incidents, ids, clock, policy }: RunCommandDeps,
  record: IncidentRecord,
  { command, by, yes }: RunCommandInput,
): Promise<void> {
  if (command !== 'resolve' || yes === true) return;
  const { incident } = record;
  const notOver = whyNotOver(record, findService(policy, incident));
  if (notOver === null) return;
  const now = clock.now();
  if (yes === undefined && isAskedBefore(record.entries, by, now)) return;
  await incidents.appendEntry(incident.id, unconfirmedEntry(by, notOver, ids.next('tl'), now));
  throw new CommandRefusedError(
    `${notOver}. To resolve it all the same, give yes with a comment that says why: firebreak incidents resolve ${incident.id} --yes --comment WHY`,
  );
}

function checkResumable(record: IncidentRecord, fresh: boolean): void {
  const { incident } = record;
  if (incident.status !== 'handed-over') {
    throw new CommandRefusedError('There is nothing to resume: automation is running');
  }
  const pending = pendingCommand(record);
  if (pending?.command === 'resolve') {
    throw new CommandRefusedError(`${personOf(pending.by)} resolved it: it is about to be closed`);
  }
  if (incident.wait === null) {
    throw new CommandRefusedError('The workflow of this incident has ended: it can only be resolved');
  }
  if (fresh && newPlansLeft(incident) === 0) {
    throw new CommandRefusedError(
      `This incident had ${mostNewPlans} new plans already: resume the last one, or go on by hand`,
    );
  }
}

/** It is one of this incident's, and policy still lets its agent propose. */
function checkProposal(people: CompiledPolicy['people'], { entries }: IncidentRecord, wanted: string): void {
  const proposal = proposalsIn(entries).find(({ id }) => id === wanted);
  if (proposal === undefined) throw new NotFoundError(`No agent proposed ${wanted} for this incident`);
  if (proposingAgent(people, proposal) === null) {
    throw new CommandRefusedError(`people.yaml does not let ${proposal.agent} propose any more`);
  }
}

async function readRecord({ incidents }: RunCommandDeps, incidentId: string): Promise<IncidentRecord> {
  const record = await incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  return record;
}
