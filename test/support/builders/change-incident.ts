import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';

/** Saves the incident as it becomes by `update`. */
export async function changeIncident(
  incidents: IncidentStore,
  id: string,
  update: (incident: Incident) => Incident,
): Promise<void> {
  const found = await incidents.readIncident(id);
  if (found === null) throw new Error('There is no incident');
  await incidents.saveIncident({ ...update(found), version: found.version + 1 });
}
