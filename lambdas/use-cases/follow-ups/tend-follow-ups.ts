import { DependencyUnavailableError, SweepIncompleteError, WriteConflictError } from '../../domain/errors.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { type FollowUp, isLive } from '../../domain/records/follow-up/follow-up.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { followTicket, nextFollowUp } from '../../domain/response/follow-ups/change-follow-up.ts';
import {
  isToBeFiled,
  isToBeRead,
  placeOf,
  watchedDays,
} from '../../domain/response/follow-ups/follow-up-duties.ts';
import type { BoundTracker } from '../../ports/plug-ins/tracker.ts';
import { type FileTicketDeps, fileTicket } from './file-ticket.ts';
import { type ProposeForIncidentDeps, proposeForIncident } from './propose-for-incident.ts';
import { type RemindOwnersDeps, remindOwners } from './remind-owners.ts';

export interface TendFollowUpsDeps extends ProposeForIncidentDeps, FileTicketDeps, RemindOwnersDeps {
  readonly policy: CompiledPolicy;
  readonly trackers: readonly BoundTracker[];
}

/** Closed incidents that are looked at: nothing else proposes. */
const recentlyClosed = 25;
const proposeSeconds = 7200;
/** All calls of trackers in one run take no longer. */
const trackerSeconds = 40;

/**
 * Proposes what closed incidents ask for, files tickets, reads how they are, and reminds owners. What a tracker refuses is on the follow-up; rejects
 * with SweepIncompleteError, at its end, only when Firebreak's own table or mail failed. May be repeated at any time.
 */
export async function tendFollowUps(deps: TendFollowUpsDeps): Promise<{ readonly tended: number }> {
  const failures: unknown[] = [];
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // Whoever was faster has done it.
      if (!(error instanceof WriteConflictError)) failures.push(error);
    }
  };
  const { incidents } = await deps.incidents.listIncidents({ status: 'closed', limit: recentlyClosed });
  for (const incident of incidents) await attempt(() => propose(deps, incident));
  const listed = await deps.incidents.listFollowUpsInWork();
  const found = await deps.incidents.readIncidents([...new Set(listed.map(({ incidentId }) => incidentId))]);
  const byId = new Map(found.map((incident) => [incident.id, incident]));
  const until = deps.clock.now().getTime() + trackerSeconds * 1000;
  const silent = new Set<string>();
  for (const followUp of listed) {
    const incident = byId.get(followUp.incidentId);
    if (incident === undefined || deps.clock.now().getTime() > until) continue;
    await attempt(() => tend(deps, followUp, incident, silent));
  }
  await attempt(() => remindOwners(deps, listed.filter(isLive), byId));
  if (failures.length > 0) {
    const reasons = [...new Set(failures.map(failureReason))].join('; ');
    throw new SweepIncompleteError(`Follow-ups are half done: ${reasons}`, {
      cause: new AggregateError(failures),
    });
  }
  return { tended: listed.length };
}

async function propose(deps: TendFollowUpsDeps, incident: Incident): Promise<void> {
  if (incident.status !== 'closed') return;
  if (deps.clock.now().getTime() - Date.parse(incident.closedAt) > proposeSeconds * 1000) return;
  const record = await deps.incidents.readRecord(incident.id);
  if (record !== null) await proposeForIncident(deps, record);
}

/** `silent` has the places that did not answer in this run: the others do not wait for them. */
async function tend(
  deps: TendFollowUpsDeps,
  followUp: FollowUp,
  incident: Incident,
  silent: Set<string>,
): Promise<void> {
  const { followUps } = deps.policy.people;
  const now = deps.clock.now();
  const trackerAt = (id: string | undefined) =>
    deps.trackers.find(({ place }) => place.id === id && !silent.has(id));
  if (isLive(followUp) && isToBeFiled(followUp, followUps, now)) {
    const tracker = trackerAt(placeOf(followUps, incident)?.id);
    if (tracker === undefined) return;
    if ((await fileTicket(deps, tracker, followUp, incident)) === 'failed') silent.add(tracker.place.id);
    return;
  }
  if (isOver(followUp, now)) {
    return await deps.incidents.saveFollowUp(nextFollowUp(followUp, { isSettled: true }));
  }
  const tracker = trackerAt(followUp.ticket?.tracker);
  if (tracker === undefined || followUp.ticket === null || !isToBeRead(followUp, now)) return;
  try {
    const state = await tracker.read(followUp.ticket.key);
    const next = followTicket(followUp, state, now);
    if (next !== null) await deps.incidents.saveFollowUp(next);
  } catch (error) {
    if (error instanceof WriteConflictError) throw error;
    if (error instanceof DependencyUnavailableError) silent.add(tracker.place.id);
  }
}

/** Done for long enough that nobody reopens its ticket. */
function isOver({ state, closedAt }: FollowUp, now: Date): boolean {
  if (state !== 'done' || closedAt === null) return false;
  return now.getTime() - Date.parse(closedAt) > watchedDays * 24 * 3_600_000;
}
