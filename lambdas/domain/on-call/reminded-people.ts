import { isPerson } from '../policy/people/identify-caller.ts';
import { mayRead } from '../policy/people/may-read.ts';
import { recipientsOf } from '../policy/people/recipients.ts';
import type { CompiledPolicy } from '../policy/policy.ts';
import type { Incident } from '../records/incident.ts';
import { peopleInTurn } from './escalation.ts';

/**
 * Who gets the nth reminder that an incident still needs a person: whoever acknowledged it, and else its commander, whoever commands now and
 * the nth level after them, so that each reminder reaches somebody new. Of a security-sensitive one, those whom policy names for security.
 */
export function remindedPeople(
  policy: Pick<CompiledPolicy, 'people' | 'services' | 'calendars'>,
  incident: Pick<Incident, 'service' | 'commander' | 'sensitive'>,
  holder: string | null,
  reminder: number,
  now: Date,
): readonly string[] {
  const { people, services } = policy;
  const turn = peopleInTurn(policy, incident.service, 'commander', now);
  const next = turn[reminder % turn.length] ?? null;
  const wanted = new Set(
    holder !== null && isPerson(people, holder) ? [holder] : [incident.commander, turn[0], next],
  );
  const reminded = people.people
    .map(({ id }) => id)
    .filter((id) => wanted.has(id) && mayRead(people, incident, id));
  return reminded.length > 0 ? reminded : recipientsOf(people, services, incident).map(({ id }) => id);
}
