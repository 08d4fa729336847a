import { type Command, commandKind } from '../../records/command.ts';
import type { Severity } from '../../records/severity.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { bindingCommands } from './pending-command.ts';

export interface GivenCommand {
  readonly command: Command;
  /** Id of the person. */
  readonly by: string;
  /** False: whoever sits at the laptop named them. Left out: proven. */
  readonly isProven?: boolean;
  readonly comment: string | null;
  /** Resources of the debts that the person accepts to leave open, by name. */
  readonly acceptDebts: readonly string[];
  /** With `set-severity`: the new one, up or down. */
  readonly severity?: Severity | undefined;
  /** With a command about a debt: its resource. */
  readonly debt?: string | undefined;
  /** With `renew-debt`: how many hours from now it stays. */
  readonly hours?: number | undefined;
  /** With `resume`: steps that a person rejected are asked about again. Left out: they are skipped. */
  readonly again?: boolean | undefined;
  /** With `resume`: evidence is read again, and a new plan is made of it. Left out: the plan goes on. */
  readonly fresh?: boolean | undefined;
  /** With `resume` and `fresh`: id of an agent's proposal that the new plan begins with. */
  readonly proposal?: string | undefined;
}

/** A command as it is recorded. */
export function commandEntry(given: GivenCommand, id: string, now: Date): TimelineEntry {
  return {
    id,
    at: now.toISOString(),
    actor: `person:${given.by}`,
    kind: commandKind(given.command),
    text: [sentenceOf(given), given.comment].filter((part) => part !== null).join(': '),
    data: { ...dataOf(given), ...(given.isProven === false ? { identity: 'claimed' } : {}) },
  };
}

const repetitionSeconds = 60;

/** The same command by the same person a moment ago, with no other of its kind since: a request that was sent again. */
export function isRepeated(entries: readonly TimelineEntry[], entry: TimelineEntry): boolean {
  const kinds = rivals(entry.kind);
  const last = entries
    .filter(({ kind }) => kinds.includes(kind))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
  if (last === undefined) return false;
  const same = (['actor', 'kind', 'text'] as const).every((field) => last[field] === entry[field]);
  const milliseconds = Date.parse(entry.at) - Date.parse(last.at);
  return (
    same &&
    milliseconds <= repetitionSeconds * 1000 &&
    JSON.stringify(last.data) === JSON.stringify(entry.data)
  );
}

/** Kinds of commands of which the last one counts. */
function rivals(kind: string): readonly string[] {
  const binding = bindingCommands.map(commandKind);
  return binding.some((each) => each === kind) ? binding : [kind];
}

function dataOf({
  command,
  acceptDebts,
  severity,
  comment,
  debt,
  hours,
  again,
  fresh,
  proposal,
}: GivenCommand): TimelineEntry['data'] {
  if (debt !== undefined) return { resource: debt, ...(hours === undefined ? {} : { hours }) };
  if (command === 'resolve') return { acceptedDebts: acceptDebts };
  if (command === 'resume' && again === true) return { again };
  if (command === 'resume' && fresh === true)
    return { fresh, ...(proposal === undefined ? {} : { proposal }) };
  return command === 'set-severity' ? { to: severity, comment } : {};
}

function sentenceOf(given: GivenCommand): string {
  const { command, severity, debt, hours, again, fresh, proposal, acceptDebts } = given;
  if (command === 'resolve' && acceptDebts.length > 0) {
    return `${sentences.resolve}, with ${acceptDebts.join(', ')} still to be restored`;
  }
  if (command === 'resume' && again === true) return `${sentences.resume}, rejected steps included`;
  if (command === 'resume' && fresh === true)
    return `${sentences.resume} with a new plan from fresh evidence${proposal === undefined ? '' : ', and the step that an agent proposed'}`;
  if (debt !== undefined) {
    return `${sentences[command]} ${debt}${hours === undefined ? '' : `, which stays ${hours} h longer`}`;
  }
  return command === 'set-severity' ? `${sentences[command]} ${severity}` : sentences[command];
}

const sentences: Readonly<Record<Command, string>> = {
  acknowledge: 'Acknowledged',
  'take-over': 'Took over: automation stops',
  resume: 'Resumed automation',
  resolve: 'Resolved',
  'set-severity': 'Set the severity to',
  note: 'Note',
  update: 'Update',
  'settle-debt': 'Restored',
  'accept-debt': 'Accepted as it is:',
  'renew-debt': 'Renewed',
};
