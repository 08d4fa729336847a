import type { Incident } from '../../records/incident.ts';
import type { PeoplePolicy } from '../schemas/people-schema.ts';

export type IncidentChannelPolicy = PeoplePolicy['incidentChannels'][number];

/** The places that are to follow an incident. One that has begun to goes on: what it was told must get its end. */
export function channelsFollowing(
  { incidentChannels }: Pick<PeoplePolicy, 'incidentChannels'>,
  { severity, service }: Pick<Incident, 'severity' | 'service'>,
  begun: readonly string[],
): readonly IncidentChannelPolicy[] {
  return incidentChannels.filter(
    ({ id, severities, services }) =>
      begun.includes(id) ||
      (severities.includes(severity) && (services === undefined || services.includes(service))),
  );
}
