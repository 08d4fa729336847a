import type { Incident } from '../../records/incident.ts';
import { findService } from '../find-service.ts';
import type { CompiledPolicy } from '../policy.ts';
import { isPerson } from './identify-caller.ts';
import { mayRead } from './may-read.ts';

/**
 * Who is to complete the postmortem: whoever commanded the incident, else the owner of the service; of a security-sensitive one whoever of
 * them may see it, else the first for security. Null when policy knows nobody.
 */
export function postmortemOwner(
  policy: Pick<CompiledPolicy, 'people' | 'services'>,
  incident: Pick<Incident, 'commander' | 'service' | 'environment' | 'sensitive'>,
): string | null {
  const { people } = policy;
  const candidates = [
    incident.commander,
    findService(policy, incident)?.owner ?? null,
    ...(incident.sensitive ? people.stakeholders.security : []),
  ];
  return (
    candidates.find((id) => id !== null && isPerson(people, id) && mayRead(people, incident, id)) ?? null
  );
}

/** Whom it falls to while it stays overdue. */
export function overduePeople(
  { people }: Pick<CompiledPolicy, 'people'>,
  incident: Pick<Incident, 'sensitive'>,
): readonly string[] {
  return incident.sensitive ? people.stakeholders.security : people.stakeholders.engineering;
}
