import { WriteConflictError } from '../../domain/errors.ts';
import { namedApproval, namedRecord } from '../../domain/reporting/names/named-facts.ts';
import { policyNames } from '../../domain/reporting/names/policy-names.ts';
import {
  coveredBy,
  makeStatusUpdate,
  updatesByHand,
  writtenEntry,
  writtenUpdates,
} from '../../domain/reporting/status-updates/status-update.ts';
import {
  claimUpdates,
  releaseUpdates,
  type UpdateClaim,
} from '../../domain/reporting/status-updates/update-claim.ts';
import { earliestDue, updateDue } from '../../domain/reporting/status-updates/update-schedule.ts';
import { projectTimeline } from '../../domain/reporting/timeline/timeline-projection.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import { readApprovals } from '../records/read-approvals.ts';
import { type TellUpdateDeps, tellUpdate, type UpdatedRecord, updater } from './tell-update.ts';

export type SendUpdateDeps = TellUpdateDeps;

/**
 * Writes the status update of an incident when it is due, and sends what was written, by Firebreak or by a person, and did not go out yet. One
 * call at a time does so; whoever comes later, or after a crash, goes on with what is left. Once the incident is closed nothing is sent.
 */
export async function sendUpdate(
  deps: SendUpdateDeps,
  { incidentId }: { readonly incidentId: string },
): Promise<{ readonly sent: number }> {
  // Read before the record: if another call finishes in between, this one does not get the claim.
  const known = await deps.updateClaims.readUpdateClaim(incidentId);
  const outline = await deps.incidents.readOutline(incidentId);
  if (outline === null || !hasWork(deps, outline)) return { sent: 0 };
  const claim = await take(deps, known, incidentId);
  if (claim === null) return { sent: 0 };
  let current = claim;
  const save = async (next: UpdateClaim): Promise<void> => {
    await deps.updateClaims.saveUpdateClaim(next);
    current = next;
  };
  try {
    const record = await withDueUpdate(deps, incidentId);
    if (record === null) return { sent: 0 };
    const unsent = [
      ...writtenUpdates(record.entries),
      ...updatesByHand(record.entries).map((each) => ({ ...each, update: null })),
    ].filter(({ sentAt }) => sentAt === null);
    for (const { entry, update } of unsent) {
      await tellUpdate(deps, record, { entry, update }, { read: () => current, save });
    }
    return { sent: unsent.length };
  } finally {
    await save(releaseUpdates(current));
  }
}

/** Whether there is anything to send, or may be. */
function hasWork({ clock, policy }: SendUpdateDeps, { incident, entries }: IncidentOutline): boolean {
  if (incident.status === 'closed') return false;
  const written = [...writtenUpdates(entries), ...updatesByHand(entries)];
  if (written.some(({ sentAt }) => sentAt === null)) return true;
  const dueAt = earliestDue(incident, entries, policy.people.updates);
  return dueAt !== null && dueAt <= clock.now().toISOString();
}

/** Null: another call is at it. */
async function take(
  { updateClaims, clock }: SendUpdateDeps,
  known: UpdateClaim | null,
  incidentId: string,
): Promise<UpdateClaim | null> {
  const claim = claimUpdates(known, incidentId, clock.now());
  if (claim === null) return null;
  try {
    await updateClaims.saveUpdateClaim(claim);
    return claim;
  } catch (error) {
    if (error instanceof WriteConflictError) return null;
    throw error;
  }
}

/** The record, with the update that is due by now. */
async function withDueUpdate(deps: SendUpdateDeps, incidentId: string): Promise<UpdatedRecord | null> {
  const { incidents, policy, evidenceKinds, clock } = deps;
  const record = await incidents.readRecord(incidentId);
  if (record === null || record.incident.status === 'closed') return null;
  const approvals = await readApprovals(deps.approvals, record);
  const timeline = projectTimeline(record, approvals, evidenceKinds);
  const known = { ...record, approvals };
  const due = updateDue(record.incident, timeline, policy.people.updates);
  const now = clock.now();
  if (due === null || due.dueAt > now.toISOString()) return known;
  const { dueAt, since, nextAfterMinutes } = due;
  const nextAt = new Date(now.getTime() + nextAfterMinutes * 60_000).toISOString();
  const names = policyNames(policy);
  const told = {
    record: namedRecord(record, names),
    approvals: approvals.map((approval) => namedApproval(approval, names)),
  };
  const update = makeStatusUpdate(
    {
      ...told,
      timeline: projectTimeline(told.record, told.approvals, evidenceKinds),
      now: now.toISOString(),
    },
    { dueAt, since, nextAt },
    coveredBy(writtenUpdates(record.entries)),
  );
  const entry = writtenEntry(update, updater, now);
  await incidents.appendEntry(incidentId, entry);
  return { ...known, entries: [...record.entries, entry] };
}
