import { NotFoundError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import type { Workflow } from '../../ports/workflow.ts';

export interface EndStrayWorkflowsDeps {
  readonly incidents: IncidentStore;
  readonly workflow: Workflow;
  readonly clock: Clock;
}

/** The workflow writes the postmortem after it has closed the incident, with retries. */
const closingSeconds = 900;

/**
 * Ends workflows that run for an incident that is closed, or of which there is no record. Rejects with NotFoundError when there was no record,
 * so that the sweep's alarm rings: an incident was lost.
 */
export async function endStrayWorkflows(
  { incidents, workflow, clock }: EndStrayWorkflowsDeps,
  open: readonly { readonly id: string }[],
): Promise<void> {
  const known = new Set(open.map(({ id }) => id));
  const lost: string[] = [];
  for (const { incidentId, executionArn, startedAt } of await workflow.listRunning()) {
    const ageSeconds = (clock.now().getTime() - Date.parse(startedAt)) / 1000;
    if (known.has(incidentId) || ageSeconds < 60) continue;
    const incident = await incidents.readIncident(incidentId);
    if (incident === null) lost.push(incidentId);
    else if (incident.status !== 'closed' || isFresh(incident.closedAt, clock)) continue;
    await workflow.stop(
      executionArn,
      incident === null ? 'Its incident has no record' : 'Its incident is closed',
    );
  }
  if (lost.length === 0) return;
  throw new NotFoundError(
    `there is no record of ${lost.join(', ')}: the workflow was stopped. An alert that still fires opens a new incident`,
  );
}

function isFresh(closedAt: string, clock: Clock): boolean {
  return clock.now().getTime() - Date.parse(closedAt) < closingSeconds * 1000;
}
