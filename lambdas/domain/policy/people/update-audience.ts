import type { Incident } from '../../records/incident.ts';
import type { PeoplePolicy, PersonPolicy } from '../schemas/people-schema.ts';

/** Who gets the status updates of an incident; of a security-sensitive one only those whom policy names for security. */
export function updateAudience(
  { people, stakeholders, updates }: Pick<PeoplePolicy, 'people' | 'stakeholders' | 'updates'>,
  { service, sensitive }: Pick<Incident, 'service' | 'sensitive'>,
): readonly PersonPolicy[] {
  const ofService = updates.stakeholders
    .filter(({ services }) => services.includes(service))
    .flatMap((each) => each.people);
  const ids = sensitive
    ? stakeholders.security
    : [...updates.audiences.flatMap((audience) => stakeholders[audience]), ...ofService];
  const wanted = new Set(ids);
  return people.filter(({ id }) => wanted.has(id));
}
