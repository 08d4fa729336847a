import type { FollowUp } from '../../domain/records/follow-up/follow-up.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { repeatOnConflict } from '../records/repeat-on-conflict.ts';

const attempts = 5;

/**
 * Changes a follow-up as it is now, however many others write it at the same moment. `change` gives the next version, or the same one where
 * nothing is to be saved. Null: there is no such follow-up.
 */
export async function changeNewest(
  incidents: Pick<IncidentStore, 'readFollowUp' | 'saveFollowUp'>,
  { incidentId, id }: Pick<FollowUp, 'incidentId' | 'id'>,
  change: (newest: FollowUp) => FollowUp,
): Promise<FollowUp | null> {
  return await repeatOnConflict(async () => {
    const newest = await incidents.readFollowUp(incidentId, id);
    if (newest === null) return null;
    const next = change(newest);
    if (next !== newest) await incidents.saveFollowUp(next);
    return next;
  }, attempts);
}
