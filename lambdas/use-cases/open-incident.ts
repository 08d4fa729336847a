import type { AlertPlace } from '../domain/correlation/place-alert.ts';
import type { Incident } from '../domain/incident.ts';
import { findService } from '../domain/policy/find-service.ts';
import { areSensitive } from '../domain/severity/classify-severity.ts';
import type { DeliveredAlert } from './delivered-alert.ts';
import { newIncident } from './new-incident.ts';
import type { SettleDeps } from './settle-deps.ts';
import { incidentIdOf } from './settlement-of.ts';

export interface IncidentOpening {
  /** The first alert that fires. */
  readonly opener: DeliveredAlert;
  /** The key's closed incident, which this one reopens. */
  readonly former: Incident | null;
  /** An incident whose lock was taken but which was never written. */
  readonly begun: string | null;
}

export interface OpenedIncident {
  readonly incident: Incident;
  /** Written just now: nobody has begun it before. */
  readonly isNew: boolean;
}

/** Takes the key's lock and writes its incident. Null: somebody else was first, or this delivery's own incident is closed already. */
export async function openIncident(
  { incidents, clock, policy }: Pick<SettleDeps, 'incidents' | 'clock' | 'policy'>,
  place: AlertPlace,
  { opener, former, begun }: IncidentOpening,
): Promise<OpenedIncident | null> {
  if (former !== null) await incidents.releaseOpen(place.correlationKey, former.id);
  const id = begun ?? incidentIdOf(place, opener);
  const { holder } = await incidents.claimOpen(place.correlationKey, id);
  if (holder !== id) return null;
  const incident = newIncident({
    id,
    place,
    opener: opener.alert,
    former,
    sensitive: areSensitive(policy.severity, [opener.alert], findService(policy, place)),
    now: clock.now(),
    policyHash: policy.hash,
  });
  if ((await incidents.createIncident(incident)) === 'created') return { incident, isNew: true };
  const existing = await incidents.readIncident(id);
  return existing === null || existing.status === 'closed' ? null : { incident: existing, isNew: false };
}
