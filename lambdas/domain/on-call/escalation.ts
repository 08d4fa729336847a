import type { CompiledPolicy } from '../policy/policy.ts';
import type { OnCallPolicy } from '../policy/schemas/on-call-schema.ts';
import { rotaCover } from './rota-cover.ts';

export type OnCallRole = 'commander' | 'approver';

/** What of a policy tells who is on call. */
export type RotaPolicy = Pick<CompiledPolicy, 'people' | 'calendars'>;

export interface LevelNow {
  /** Id of a rota or of a person. */
  readonly level: string;
  /** Null where the rota has nobody at this time. */
  readonly person: string | null;
}

/** The escalation of a service, or of a service that policy does not name. */
function escalationFor(
  { escalations }: OnCallPolicy,
  service: string,
): OnCallPolicy['escalations'][number] | null {
  return escalations.find(({ services }) => services === undefined || services.includes(service)) ?? null;
}

/** The levels of a service in their order, and who each is now. Empty for approvers where policy gives no order of them. */
export function levelsAt(
  policy: RotaPolicy,
  service: string,
  role: OnCallRole,
  now: Date,
): readonly LevelNow[] {
  const levels = escalationFor(policy.people.onCall, service)?.[role] ?? [];
  return levels.map((level) => ({ level, person: personAt(policy, level, now) }));
}

/** Whose turn it is level by level, each person once: a level that has nobody now, or somebody who was asked before, is passed over. */
export function peopleInTurn(
  policy: RotaPolicy,
  service: string,
  role: OnCallRole,
  now: Date,
): readonly string[] {
  const people = levelsAt(policy, service, role, now).map(({ person }) => person);
  return [...new Set(people.filter((person) => person !== null))];
}

/** Who commands a new incident of the service; null only where no level has anybody now. */
export function commanderOnCall(policy: RotaPolicy, service: string, now: Date): string | null {
  return peopleInTurn(policy, service, 'commander', now)[0] ?? null;
}

function personAt({ people, calendars }: RotaPolicy, level: string, now: Date): string | null {
  const rota = people.onCall.rotas.find(({ id }) => id === level);
  return rota === undefined ? level : rotaCover(rota, calendars).personAt(now.getTime());
}
