import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Alert } from '../../domain/records/alert.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { restrictIncident } from '../../domain/records/incident-changes.ts';
import { areSensitive } from '../../domain/triage/severity/classify-severity.ts';
import { restrictedEntry } from '../../domain/triage/severity/severity-entries.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IncidentStore } from '../../ports/incident-store.ts';

export interface RestrictIncidentDeps {
  readonly incidents: IncidentStore;
  readonly policy: Pick<CompiledPolicy, 'severity' | 'services'>;
  readonly clock: Clock;
}

/**
 * Makes an incident security-sensitive before security alerts become part of it, so that nobody else ever reads them.
 * Returns the incident as it is then. WriteConflictError: read it again and repeat.
 */
export async function restrictForAlerts(
  deps: RestrictIncidentDeps,
  incident: Incident,
  alerts: readonly Alert[],
): Promise<Incident> {
  if (incident.sensitive || !areSensitive(deps.policy.severity, alerts, findService(deps.policy, incident))) {
    return incident;
  }
  return await restrict(deps, incident, 'firebreak:correlate-alerts');
}

/** The entry goes first: by it the sweep notifies those who may see it. One that is sensitive already stays as it is. */
export async function restrict(
  { incidents, clock }: Pick<RestrictIncidentDeps, 'incidents' | 'clock'>,
  incident: Incident,
  actor: string,
): Promise<Incident> {
  const now = clock.now();
  const restricted = restrictIncident(incident, now);
  if (!restricted.ok) return incident;
  await incidents.appendEntry(incident.id, restrictedEntry(actor, now));
  await incidents.saveIncident(restricted.incident);
  return restricted.incident;
}
