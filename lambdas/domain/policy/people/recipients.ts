import type { Incident } from '../../records/incident.ts';
import type { CompiledPolicy, PersonPolicy } from '../policy.ts';

/**
 * Who is notified that an incident needs a person: the commander, the service's owner and those in operations. A
 * security-sensitive one is told only to those whom policy names for security.
 */
export function recipientsOf(
  people: CompiledPolicy['people'],
  services: CompiledPolicy['services'],
  { service, commander, sensitive }: Pick<Incident, 'service' | 'commander' | 'sensitive'>,
): readonly PersonPolicy[] {
  const owner = services.find(({ id }) => id === service)?.owner ?? null;
  const ids = sensitive ? people.stakeholders.security : [commander, owner, ...people.stakeholders.ops];
  const wanted = new Set(ids);
  return people.people.filter(({ id }) => wanted.has(id));
}
