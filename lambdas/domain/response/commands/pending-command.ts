import { commandKind } from '../../records/command.ts';
import type { Incident } from '../../records/incident.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';

/** A person's command that the workflow has not obeyed yet. */
export interface PendingCommand {
  readonly command: BindingCommand;
  /** What the person said, where that cannot be done. */
  readonly given: BindingCommand;
  /** `person:<id>` */
  readonly by: string;
  readonly at: string;
  /** Resources whose debts the person accepted by name. */
  readonly acceptedDebts: readonly string[];
  /** A resume that asks again about steps that were rejected. */
  readonly again: boolean;
  /** A resume that wants a new plan from fresh evidence. */
  readonly fresh: boolean;
}

type CommandedRecord = Pick<RecordedFacts, 'incident' | 'entries' | 'debts'>;

/** Timeline kind of a failure inside the workflow; its data names the state. */
export const failureKind = 'workflow.failed';
const closingState = 'Close incident';

/** Commands that answer a wait. */
export const bindingCommands = ['take-over', 'resume', 'resolve'] as const;
type BindingCommand = (typeof bindingCommands)[number];

/**
 * The command that counts now: the last one wins. A resolve stands until the incident is closed, a take-over until
 * people have the incident, a resume only for the hand-over in which it was given. A resolve that cannot be executed
 * is a take-over: an action may have left a debt since, or closing may have failed.
 */
export function pendingCommand(record: CommandedRecord): PendingCommand | null {
  const { incident } = record;
  const last = lastCommand(record.entries);
  if (last === null || incident.status === 'closed') return null;
  const isHandedOver = incident.status === 'handed-over';
  switch (last.command) {
    case 'resolve':
      if (canClose(record, last)) return last;
      return isHandedOver ? null : { ...last, command: 'take-over' };
    case 'take-over':
      return isHandedOver ? null : last;
    case 'resume':
      return isHandedOver && last.at >= incident.since && !isPlannedAnew(incident, last) ? last : null;
  }
}

/** The plan was set aside by this very command: it is obeyed, however soon people have the incident again. */
function isPlannedAnew({ earlierPlans = [] }: Incident, { fresh, at }: PendingCommand): boolean {
  return fresh && earlierPlans.some(({ setAsideAt }) => setAsideAt >= at);
}

/** What the person who resolved accepted by name; empty when nobody resolved. */
export function acceptedDebts(entries: RecordedFacts['entries']): readonly string[] {
  const last = lastCommand(entries);
  return last?.command === 'resolve' ? last.acceptedDebts : [];
}

function canClose({ entries, debts }: CommandedRecord, { at, acceptedDebts }: PendingCommand): boolean {
  const isAccepted = debts.every(
    ({ status, resource }) => status !== 'open' || acceptedDebts.includes(resource),
  );
  const hasFailed = entries.some(
    (entry) => entry.kind === failureKind && entry.data['state'] === closingState && entry.at > at,
  );
  return isAccepted && !hasFailed;
}

function lastCommand(entries: RecordedFacts['entries']): PendingCommand | null {
  const given = entries
    .flatMap(({ id, kind, at, actor, data }) => {
      const command = bindingCommands.find((each) => commandKind(each) === kind);
      const debts = data['acceptedDebts'];
      const acceptedDebts = Array.isArray(debts) ? debts.filter((debt) => typeof debt === 'string') : [];
      const again = data['again'] === true;
      const fresh = data['fresh'] === true;
      return command === undefined
        ? []
        : [{ id, command, given: command, by: actor, at, acceptedDebts, again, fresh }];
    })
    .toSorted((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1));
  const last = given.at(-1);
  if (last === undefined) return null;
  const { id: _id, ...pending } = last;
  return pending;
}
