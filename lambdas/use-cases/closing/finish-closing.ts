import type { Incident } from '../../domain/records/incident.ts';
import { type CloseIncidentDeps, closeIncident } from './close-incident.ts';

/** The workflow itself has given it back by then. */
const closingSeconds = 600;
/** Until then whatever else is written: a postmortem may be written on request before the closing is finished. */
const finishedSeconds = 900;

/**
 * For a closed incident whose last step may be missing: gives back what it holds. tend-postmortems writes its postmortem, later than all
 * of this.
 */
export async function finishClosing(deps: CloseIncidentDeps, incident: Incident): Promise<void> {
  if (incident.status !== 'closed') return;
  const ageSeconds = (deps.clock.now().getTime() - Date.parse(incident.closedAt)) / 1000;
  if (ageSeconds < closingSeconds) return;
  if (ageSeconds >= finishedSeconds && incident.postmortem !== null) return;
  const { id: incidentId, outcome, closedBy } = incident;
  await closeIncident(deps, { incidentId, outcome, closedBy });
}
