import type { Incident } from '../../domain/records/incident.ts';
import { type CloseIncidentDeps, closeIncident } from './close-incident.ts';

/** The workflow itself has written the postmortem by then. */
const closingSeconds = 600;

/** For a closed incident whose last step is missing: gives back what it holds. Its postmortem is written by tend-postmortems. */
export async function finishClosing(deps: CloseIncidentDeps, incident: Incident): Promise<void> {
  if (incident.status !== 'closed' || incident.postmortem !== null) return;
  const ageSeconds = (deps.clock.now().getTime() - Date.parse(incident.closedAt)) / 1000;
  if (ageSeconds < closingSeconds) return;
  const { id: incidentId, outcome, closedBy } = incident;
  await closeIncident(deps, { incidentId, outcome, closedBy });
}
