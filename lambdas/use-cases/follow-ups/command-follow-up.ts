import {
  CommandRefusedError,
  InvalidInputError,
  NotFoundError,
  RestrictedError,
} from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { FollowUp, FollowUpType } from '../../domain/records/follow-up/follow-up.ts';
import { followUpId } from '../../domain/records/follow-up/follow-up-id.ts';
import { newFollowUp } from '../../domain/records/follow-up/new-follow-up.ts';
import type { Incident } from '../../domain/records/incident.ts';
import {
  changeFollowUp,
  type FollowUpChange,
  type GivenFollowUpChange,
} from '../../domain/response/follow-ups/change-follow-up.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { changeNewest } from './change-newest.ts';

export interface CommandFollowUpDeps {
  readonly incidents: IncidentStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly clock: Clock;
}

export interface FollowUpCommand {
  readonly change: FollowUpChange | 'add';
  readonly incidentId: string;
  /** Of the follow-up; null with `add`. */
  readonly id: string | null;
  readonly type: FollowUpType | null;
  readonly text: string | null;
  readonly owner: string | null;
  /** ISO 8601. */
  readonly dueAt: string | null;
  readonly reason: string | null;
}

export interface FollowUpCommander {
  readonly by: string;
  readonly readsSensitive: boolean;
}

const day = 24 * 3_600_000;

/** Obeys a person. Throws InvalidInputError, NotFoundError, CommandRefusedError, RestrictedError. */
export async function commandFollowUp(
  deps: CommandFollowUpDeps,
  command: FollowUpCommand,
  { by, readsSensitive }: FollowUpCommander,
): Promise<FollowUp> {
  checkShape(deps, command);
  const incident = await deps.incidents.readIncident(command.incidentId);
  if (incident === null) throw new NotFoundError(`There is no incident ${command.incidentId}`);
  if (incident.sensitive && !readsSensitive) throw new RestrictedError();
  const followUp =
    command.change === 'add'
      ? await add(deps, command, incident, by)
      : await change(deps, { ...command, change: command.change }, by);
  await deps.incidents.appendEntry(incident.id, {
    id: `follow-up.${command.change}:${followUp.id}:${followUp.version}`,
    at: deps.clock.now().toISOString(),
    actor: `person:${by}`,
    kind: `follow-up.${command.change}`,
    text:
      [sentences[command.change], followUp.text].join(': ') +
      (command.reason === null ? '' : ` (${command.reason})`),
    data: { followUp: followUp.id },
  });
  return followUp;
}

const sentences: Readonly<Record<FollowUpCommand['change'], string>> = {
  add: 'Follow-up added',
  accept: 'Follow-up accepted',
  edit: 'Follow-up changed',
  done: 'Follow-up done',
  drop: 'Follow-up dropped',
};

function checkShape({ policy }: CommandFollowUpDeps, command: FollowUpCommand): void {
  const { change: what, id, text, owner, dueAt, reason, type } = command;
  if ((what === 'add') !== (id === null))
    throw new InvalidInputError('id: give it with every change but add');
  if (what === 'add' && text === null) throw new InvalidInputError('text: says what is to be done');
  if (what === 'drop' && reason === null) throw new InvalidInputError('reason: why it is dropped');
  if (what === 'edit' && text === null && owner === null && dueAt === null) {
    throw new InvalidInputError('edit needs text, owner or dueAt');
  }
  if (type !== null && what !== 'add') throw new InvalidInputError('type: only add takes it');
  const known = policy.people.people.map((person) => person.id);
  if (owner !== null && !known.includes(owner)) {
    throw new InvalidInputError(`owner: people.yaml has no ${owner}; it has ${known.join(', ')}`);
  }
  if (dueAt !== null && Number.isNaN(Date.parse(dueAt))) {
    throw new InvalidInputError('dueAt: must be a date such as 2026-12-24');
  }
}

/** Accepted at once. The same text again is the same follow-up. */
async function add(
  { incidents, policy, clock }: CommandFollowUpDeps,
  { type, text, owner, dueAt }: FollowUpCommand,
  incident: Incident,
  by: string,
): Promise<FollowUp> {
  const now = clock.now();
  const kind = type ?? 'other';
  const days = policy.people.followUps.dueDays[kind];
  const followUp = newFollowUp({
    incidentId: incident.id,
    id: followUpId(incident.id, `person:${kind}:${text}`),
    service: incident.service,
    environment: incident.environment,
    type: kind,
    text: text ?? '',
    owner: owner ?? by,
    dueAt:
      dueAt === null ? new Date(now.getTime() + days * day).toISOString() : new Date(dueAt).toISOString(),
    entries: [],
    state: 'open',
    createdAt: now.toISOString(),
    createdBy: `person:${by}`,
  });
  if ((await incidents.createFollowUp(followUp)) === 'created') return followUp;
  return (await incidents.readFollowUp(incident.id, followUp.id)) ?? followUp;
}

async function change(
  { incidents, clock }: CommandFollowUpDeps,
  command: FollowUpCommand & { readonly change: FollowUpChange },
  by: string,
): Promise<FollowUp> {
  const { change: what, incidentId, text, owner, dueAt, reason } = command;
  const id = command.id ?? '';
  const given: GivenFollowUpChange = {
    change: what,
    by,
    reason,
    ...(text === null ? {} : { text }),
    ...(owner === null ? {} : { owner }),
    ...(dueAt === null ? {} : { dueAt: new Date(dueAt).toISOString() }),
  };
  const followUp = await changeNewest(incidents, { incidentId, id }, (newest) => {
    const changed = changeFollowUp(newest, given, clock.now());
    if (!changed.ok) throw new CommandRefusedError(changed.reason);
    return changed.followUp;
  });
  if (followUp === null) throw new NotFoundError(`${incidentId} has no follow-up ${id}`);
  return followUp;
}
