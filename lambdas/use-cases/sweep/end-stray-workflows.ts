import { NotFoundError } from '../../domain/errors.ts';
import type { Workflow } from '../../ports/workflow.ts';
import { type ReadAgainDeps, readAgain } from './read-again.ts';

export interface EndStrayWorkflowsDeps extends ReadAgainDeps {
  readonly workflow: Workflow;
}

/** The workflow writes the postmortem after it has closed the incident, with retries. */
const closingSeconds = 900;

/**
 * Ends workflows that run for an incident that is closed, or of which there is no record. The latter's alerts are read again from the ledger;
 * rejects with NotFoundError then, so that the sweep's alarm rings: a record was lost.
 */
export async function endStrayWorkflows(
  deps: EndStrayWorkflowsDeps,
  open: readonly { readonly id: string }[],
): Promise<void> {
  const { incidents, workflow, clock } = deps;
  const now = clock.now().getTime();
  const known = new Set(open.map(({ id }) => id));
  const lost = new Map<string, string>();
  for (const { incidentId, executionArn, startedAt } of await workflow.listRunning()) {
    if (known.has(incidentId) || now - Date.parse(startedAt) < 60_000) continue;
    const incident = await incidents.readIncident(incidentId);
    if (incident === null) lost.set(incidentId, executionArn);
    else if (incident.status === 'closed' && now - Date.parse(incident.closedAt) >= closingSeconds * 1000)
      await workflow.stop(executionArn, 'Its incident is closed');
  }
  if (lost.size === 0) return;
  const { sent, unknown, left } = await readAgain(deps, [...lost.keys()]);
  // Afterwards: were this process to end in between, the workflow that still runs tells of the loss.
  for (const id of [...sent, ...unknown])
    await workflow.stop(lost.get(id) ?? '', 'Its incident has no record');
  throw new NotFoundError(whatWasLost({ sent, unknown, left }));
}

function whatWasLost({ sent, unknown, left }: Awaited<ReturnType<typeof readAgain>>): string {
  const parts = [
    [sent, 'was lost. Its workflow was stopped, and its alerts are read again from the ledger'],
    [
      unknown,
      'was lost, and the ledger has no delivery of it. Its workflow was stopped. An alert that still fires opens a new incident',
    ],
    [left, 'was lost. Its alerts are looked for in the ledger at the next sweep'],
  ] as const;
  return parts
    .filter(([ids]) => ids.length > 0)
    .map(([ids, what]) => `the record of ${ids.join(', ')} ${what}`)
    .join('; ');
}
