import { CommandRefusedError, InvalidInputError, NotFoundError } from '../../domain/errors.ts';
import { type Command, commandKind } from '../../domain/records/command.ts';
import { setSeverity, stopAutomation } from '../../domain/records/incident-changes.ts';
import type { Severity } from '../../domain/records/severity.ts';
import type { TimelineEntry } from '../../domain/records/timeline.ts';
import { recordedAt } from '../../domain/records/transition.ts';
import { overrideReason } from '../../domain/triage/severity/severity-entries.ts';
import type { Ids } from '../../ports/ids.ts';
import type { IncidentRecord } from '../../ports/incident-store.ts';
import { type CompleteOpenWaitDeps, completeOpenWait } from '../handover/complete-open-wait.ts';

export interface RunCommandDeps extends CompleteOpenWaitDeps {
  readonly ids: Ids;
}

export interface RunCommandInput {
  readonly incidentId: string;
  readonly command: Command;
  /** Id of the person. */
  readonly by: string;
  readonly comment: string | null;
  /** Resources of the debts that the person accepts to leave open, by name. */
  readonly acceptDebts: readonly string[];
  /** With `set-severity`: the new one, up or down. */
  readonly severity?: Severity | undefined;
}

/**
 * Obeys a person. The command is recorded first; then automation stops where it must, and whichever wait is open is
 * answered. What a crash leaves undone, the sweep does. Throws CommandRefusedError when it does not fit the incident, InvalidInputError for a note without text.
 */
export async function runCommand(
  deps: RunCommandDeps,
  input: RunCommandInput,
): Promise<{ readonly incidentId: string; readonly command: Command }> {
  const { incidentId, command, by, severity } = input;
  const comment = input.comment?.trim() || null;
  if (command === 'note' && comment === null) throw new InvalidInputError('A note needs a comment');
  if ((command === 'set-severity') !== (severity !== undefined)) {
    throw new InvalidInputError('set-severity needs severity, and no other command takes it');
  }
  const record = await readRecord(deps, incidentId);
  checkFits(record, input);
  const entry: TimelineEntry = {
    id: deps.ids.next('tl'),
    at: recordedAt(record.incident, deps.clock.now()),
    actor: `person:${by}`,
    kind: commandKind(command),
    text: [sentenceOf(input), comment].filter((part) => part !== null).join(': '),
    data: dataOf(input),
  };
  if (!record.entries.some((other) => isRepetition(other, entry))) {
    await deps.incidents.appendEntry(incidentId, entry);
  }
  await obey(deps, incidentId, command, { by, severity, comment });
  return { incidentId, command };
}

const repetitionSeconds = 60;

function dataOf({ command, acceptDebts, severity, comment }: RunCommandInput): TimelineEntry['data'] {
  if (command === 'resolve') return { acceptedDebts: acceptDebts };
  return command === 'set-severity' ? { to: severity, comment: comment?.trim() || null } : {};
}

function sentenceOf({ command, severity }: RunCommandInput): string {
  return command === 'set-severity' ? `${sentences[command]} ${severity}` : sentences[command];
}

const sentences: Readonly<Record<Command, string>> = {
  acknowledge: 'Acknowledged',
  'take-over': 'Took over: automation stops',
  resume: 'Resumed automation',
  resolve: 'Resolved',
  'set-severity': 'Set the severity to',
  note: 'Note',
};

type Rating = Pick<RunCommandInput, 'by' | 'severity' | 'comment'>;

async function obey(
  deps: RunCommandDeps,
  incidentId: string,
  command: Command,
  rating: Rating,
): Promise<void> {
  switch (command) {
    case 'acknowledge':
    case 'note':
      return;
    case 'take-over':
    case 'resolve': {
      const { incident } = await readRecord(deps, incidentId);
      const stopped = stopAutomation(incident, `person:${rating.by}`, deps.clock.now());
      if (stopped.ok) await deps.incidents.saveIncident(stopped.incident);
      break;
    }
    case 'set-severity':
      return await rate(deps, incidentId, rating);
    case 'resume':
      break;
    default:
      return command satisfies never;
  }
  await completeOpenWait(deps, await readRecord(deps, incidentId));
}

async function rate(
  deps: RunCommandDeps,
  incidentId: string,
  { by, severity, comment }: Rating,
): Promise<void> {
  const { incident } = await readRecord(deps, incidentId);
  if (severity === undefined) return;
  const set = setSeverity(incident, severity, overrideReason(`person:${by}`, comment), deps.clock.now());
  if (set.ok) await deps.incidents.saveIncident(set.incident);
}

function checkFits({ incident, debts }: IncidentRecord, { command, acceptDebts }: RunCommandInput): void {
  if (command === 'note') return;
  if (incident.status === 'closed') throw new CommandRefusedError('The incident is closed');
  if (command === 'resume' && incident.status !== 'handed-over') {
    throw new CommandRefusedError('There is nothing to resume: automation is running');
  }
  if (command === 'resume' && incident.status === 'handed-over' && incident.wait === null) {
    throw new CommandRefusedError('The workflow of this incident has ended: it can only be resolved');
  }
  if (command !== 'resolve') return;
  const open = debts.filter(({ status }) => status === 'open').map(({ resource }) => resource);
  const left = open.filter((resource) => !acceptDebts.includes(resource));
  if (left.length === 0) return;
  throw new CommandRefusedError(`Restore these first, or accept them by name: ${left.join(', ')}`);
}

/** The same command by the same person a moment ago: a request that was sent again. */
function isRepetition(before: TimelineEntry, entry: TimelineEntry): boolean {
  const same = (['actor', 'kind', 'text'] as const).every((field) => before[field] === entry[field]);
  const milliseconds = Date.parse(entry.at) - Date.parse(before.at);
  return (
    same &&
    milliseconds <= repetitionSeconds * 1000 &&
    JSON.stringify(before.data) === JSON.stringify(entry.data)
  );
}

async function readRecord({ incidents }: RunCommandDeps, incidentId: string): Promise<IncidentRecord> {
  const record = await incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  return record;
}
