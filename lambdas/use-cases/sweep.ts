import { SweepIncompleteError, WriteConflictError } from '../domain/errors.ts';
import { failureReason } from '../domain/failure-reason.ts';
import type { Incident } from '../domain/incident.ts';
import { type FinishClosingDeps, finishClosing } from './finish-closing.ts';
import { type SweepIncidentDeps, sweepIncident } from './sweep-incident.ts';

export interface SweepDeps extends SweepIncidentDeps, FinishClosingDeps {}

const pageSize = 100;
/** Closed incidents whose last writes are checked. */
const recentlyClosed = 25;

/**
 * Finishes whatever is overdue or half done, one incident at a time: one that fails does not keep the others waiting, and
 * makes the sweep reject with SweepIncompleteError at its end, so that its alarm rings. Harmless at any time.
 */
export async function sweep(deps: SweepDeps): Promise<{ readonly swept: number }> {
  const failures: { readonly incidentId: string; readonly error: unknown }[] = [];
  const open = await listOpen(deps);
  const { incidents: closed } = await deps.incidents.listIncidents({
    status: 'closed',
    limit: recentlyClosed,
  });
  for (const { work, incidents } of [
    { work: sweepIncident, incidents: open },
    { work: finishClosing, incidents: closed },
  ]) {
    for (const incident of incidents) {
      try {
        await again(() => work(deps, incident));
      } catch (error) {
        failures.push({ incidentId: incident.id, error });
      }
    }
  }
  if (failures.length > 0) {
    const left = failures.map(({ incidentId, error }) => `${incidentId}: ${failureReason(error)}`);
    throw new SweepIncompleteError(`The sweep could not finish ${left.join('; ')}`, {
      cause: new AggregateError(failures.map(({ error }) => error)),
    });
  }
  return { swept: open.length };
}

/** The workflow and people write at the same time: whoever lost looks again, once. */
async function again(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof WriteConflictError)) throw error;
    await work();
  }
}

async function listOpen({ incidents }: SweepDeps): Promise<readonly Incident[]> {
  const open: Incident[] = [];
  let cursor: string | null = null;
  do {
    const page = await incidents.listIncidents({
      status: 'open',
      limit: pageSize,
      ...(cursor === null ? {} : { cursor }),
    });
    open.push(...page.incidents);
    cursor = page.cursor;
  } while (cursor !== null);
  return open;
}
