import type { Incident } from '../../records/incident.ts';
import type { CompiledPolicy } from '../policy.ts';
import { isPerson } from './identify-caller.ts';
import { mayRead } from './may-read.ts';
import { recipientsOf } from './recipients.ts';

/**
 * Who gets the nth reminder that an incident still needs a person: whoever acknowledged it, and else its commander and the nth after them on
 * the rota, so that each reminder reaches somebody new. Of a security-sensitive one, those whom policy names for security.
 */
export function remindedPeople(
  { people, services }: Pick<CompiledPolicy, 'people' | 'services'>,
  incident: Pick<Incident, 'service' | 'commander' | 'sensitive'>,
  holder: string | null,
  reminder: number,
): readonly string[] {
  const { rota } = people.commanders;
  const position = incident.commander === null ? -1 : rota.indexOf(incident.commander);
  const next = rota[(position + reminder) % rota.length] ?? null;
  const wanted = new Set(holder !== null && isPerson(people, holder) ? [holder] : [incident.commander, next]);
  const reminded = people.people
    .map(({ id }) => id)
    .filter((id) => wanted.has(id) && mayRead(people, incident, id));
  return reminded.length > 0 ? reminded : recipientsOf(people, services, incident).map(({ id }) => id);
}
