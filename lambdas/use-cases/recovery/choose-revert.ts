import { NotFoundError } from '../../domain/errors.ts';
import type { RecordedFacts } from '../../domain/records/recorded-facts.ts';
import { noStepLeft } from '../../domain/reporting/views/ways-on.ts';
import {
  changesToRevert,
  nextToRevert,
  whatStays,
} from '../../domain/response/reverting/changes-to-revert.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

export interface ChooseRevertDeps {
  readonly incidents: Pick<IncidentStore, 'readOutline'>;
}

/** The next change to put back, by its step; or, when none is left, why people take over. */
export type ChosenRevert =
  | { readonly stepIndex: number; readonly action: string }
  | { readonly stepIndex: null; readonly reason: string };

/** Once no step of the plan is left. Asked after each change that was put back, it comes to an end: each is tried once. */
export async function chooseRevert(
  { incidents }: ChooseRevertDeps,
  { incidentId }: { readonly incidentId: string },
): Promise<ChosenRevert> {
  const record = await incidents.readOutline(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const changes = changesToRevert(record);
  const next = nextToRevert(changes);
  if (next !== null) return { stepIndex: next.index, action: next.action };
  return { stepIndex: null, reason: `${noStepLeft}${whatBecame(record, whatStays(changes))}` };
}

function whatBecame({ steps }: Pick<RecordedFacts, 'steps'>, staying: readonly string[]): string {
  if (staying.length > 0) return `, and this is still as automation changed it: ${staying.join('; ')}`;
  const isBack = steps.some(({ undo }) => undo?.outcome === 'undone');
  return isBack ? ', and everything that automation changed is as it was before' : '';
}
