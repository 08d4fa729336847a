import type { Incident } from '../../domain/records/incident.ts';
import { type CloseIncidentDeps, closeIncident } from './close-incident.ts';
import { type WritePostmortemDeps, writePostmortem } from './write-postmortem.ts';

export interface FinishClosingDeps extends CloseIncidentDeps, WritePostmortemDeps {}

/** The workflow itself has written the postmortem by then. */
const closingSeconds = 600;

/** For a closed incident whose last step is missing: gives back what it holds and writes its postmortem. */
export async function finishClosing(deps: FinishClosingDeps, incident: Incident): Promise<void> {
  if (incident.status !== 'closed' || incident.postmortem !== null) return;
  const ageSeconds = (deps.clock.now().getTime() - Date.parse(incident.closedAt)) / 1000;
  if (ageSeconds < closingSeconds) return;
  const { id: incidentId, outcome, closedBy } = incident;
  await closeIncident(deps, { incidentId, outcome, closedBy });
  await writePostmortem(deps, { incidentId });
}
