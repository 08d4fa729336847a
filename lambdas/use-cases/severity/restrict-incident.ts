import type { Incident } from '../../domain/records/incident.ts';
import { restrictIncident } from '../../domain/records/transitions/incident-changes.ts';
import { restrictedEntry } from '../../domain/triage/severity/severity-entries.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

interface RestrictIncidentDeps {
  readonly incidents: IncidentStore;
  readonly clock: Clock;
}

/**
 * Makes an incident security-sensitive and returns it as it is then; one that is already stays as it is. The entry goes first: by it the
 * sweep notifies those who may see it. WriteConflictError: read it again and repeat.
 */
export async function restrict(
  { incidents, clock }: RestrictIncidentDeps,
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
