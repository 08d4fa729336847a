import { CommandRefusedError, NotFoundError } from '../../domain/errors.ts';
import { commandKind } from '../../domain/records/command.ts';
import type { EarlierPlan } from '../../domain/records/incident.ts';
import type { TimelineEntry } from '../../domain/records/timeline.ts';
import { planAnew as plannedAnew } from '../../domain/records/transitions/plan-anew.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { triageEntries } from '../../domain/reporting/timeline/finding-entries.ts';
import { rejectionsOf } from '../../domain/reporting/views/ways-on.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';
import { readApprovals } from '../records/read-approvals.ts';

export interface PlanAnewDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly clock: Clock;
}

/**
 * Sets the plan of a handed-over incident aside, as a person wished, so that evidence is read again and a plan made of it. What the record
 * tells of the plan so far is kept as entries first: evidence and assessment are about to be replaced. May be repeated. Throws
 * CommandRefusedError where there is nothing to plan anew.
 */
export async function planAnew(
  deps: PlanAnewDeps,
  { incidentId }: { readonly incidentId: string },
): Promise<void> {
  const record = await deps.incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const { incident } = record;
  const rejected = await rejectedSteps(deps, record);
  const transition = plannedAnew(incident, { ...wishOf(record.entries), rejected }, deps.clock.now());
  if (!transition.ok) {
    if (transition.refusal.code === 'incident.already-done') return;
    throw new CommandRefusedError(transition.refusal.reason);
  }
  for (const entry of triageEntries(record, deps.evidenceKinds)) {
    await deps.incidents.appendEntry(incidentId, entry);
  }
  await deps.incidents.saveIncident(transition.incident);
}

/** Of the newest plan: what was rejected of earlier ones is with them. */
async function rejectedSteps(
  { approvals }: PlanAnewDeps,
  record: IncidentRecord,
): Promise<EarlierPlan['rejected']> {
  const rejections = rejectionsOf(record.incident, await readApprovals(approvals, record));
  return rejections.map(({ index, by }) => ({ index, by: `person:${by}` }));
}

function wishOf(entries: readonly TimelineEntry[]): Pick<EarlierPlan, 'by' | 'adopts'> {
  const wish = entries.findLast(({ kind }) => kind === commandKind('resume'));
  const proposal = wish?.data['proposal'];
  return {
    by: wish?.actor ?? 'firebreak:plan-anew',
    ...(typeof proposal === 'string' ? { adopts: proposal } : {}),
  };
}
