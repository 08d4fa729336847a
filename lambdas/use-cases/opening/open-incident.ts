import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { incidentIdOf } from '../alerts/alert-outcome-of.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';
import type { DeliveredAlert } from '../alerts/delivered-alert.ts';
import { newIncident } from './new-incident.ts';

export interface IncidentOpening {
  /** The first alert that fires. */
  readonly opener: DeliveredAlert;
  /** The key's closed incident, which this one reopens. */
  readonly previous: Incident | null;
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
  { incidents, clock, policy }: Pick<CorrelationDeps, 'incidents' | 'clock' | 'policy'>,
  target: CorrelationTarget,
  { opener, previous, begun }: IncidentOpening,
): Promise<OpenedIncident | null> {
  if (previous !== null) await incidents.releaseOpenLock(target.correlationKey, previous.id);
  const id = begun ?? incidentIdOf(target, opener);
  const { holder } = await incidents.acquireOpenLock(target.correlationKey, id);
  if (holder !== id) return null;
  const incident = newIncident({
    id,
    target,
    opener: opener.alert,
    previous,
    sensitive: opener.sensitive,
    now: clock.now(),
    policyHash: policy.hash,
  });
  if ((await incidents.createIncident(incident)) === 'created') return { incident, isNew: true };
  const existing = await incidents.readIncident(id);
  return existing === null || existing.status === 'closed' ? null : { incident: existing, isNew: false };
}
