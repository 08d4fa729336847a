import { ConfigurationError, FirebreakError, WriteConflictError } from '../../domain/errors.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import {
  channelsFollowing,
  type IncidentChannelPolicy,
} from '../../domain/policy/people/incident-channels.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { policyNames } from '../../domain/reporting/names/policy-names.ts';
import type { IncidentUpdate } from '../../domain/reporting/updates/incident-update.ts';
import { incidentUpdates } from '../../domain/reporting/updates/incident-updates.ts';
import { postOf } from '../../domain/reporting/updates/post.ts';
import { calledEntry, unpostedEntry } from '../../domain/reporting/updates/post-entries.ts';
import {
  claimed,
  finished,
  giveUpSeconds,
  isComplete,
  newPostLog,
  nextUpdate,
  type PostLog,
  postponed,
} from '../../domain/reporting/updates/post-log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BoundIncidentChannel, PostResult } from '../../ports/plug-ins/incident-channel.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/stores/incident-store.ts';
import type { PostLogStore } from '../../ports/stores/post-log-store.ts';
import type { Timeouts } from '../../ports/timeouts.ts';
import { readApprovals } from '../records/read-approvals.ts';

export interface PostUpdatesDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly postLogs: PostLogStore;
  readonly incidentChannels: readonly BoundIncidentChannel[];
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
  readonly timeouts: Timeouts;
  readonly consoleUrl: string;
}

export interface PostUpdatesOptions {
  readonly until: Date;
  /** `firebreak:<handler>`. */
  readonly actor: string;
  /** Known to be closed: where nothing was told nothing is. */
  readonly isClosed?: boolean;
}

/** For one request to one service, its look for an earlier one included. */
const secondsForOne = 4;

/**
 * Tells each incident channel of an incident what it was not told yet, at most until a time. What is left, or was not taken, the next call
 * tells. The record says what is to be told, so nothing has to be handed over before: whoever crashes leaves the rest to the sweep.
 */
export async function postUpdates(
  deps: PostUpdatesDeps,
  incidentId: string,
  { until, actor, isClosed = false }: PostUpdatesOptions,
): Promise<void> {
  const { people } = deps.policy;
  if (people.incidentChannels.length === 0) return;
  const logs = await deps.postLogs.readPostLogs(incidentId);
  if (logs.length === 0 ? isClosed : logs.every(isComplete)) return;
  const outline = await deps.incidents.readOutline(incidentId);
  if (outline === null) return;
  const { incident } = outline;
  // Nobody who heard nothing of it needs to hear its end; and security-sensitive ones begin nowhere.
  const beginsNowhere = incident.sensitive || incident.status === 'closed';
  const begun = logs.map(({ place }) => place);
  const places = channelsFollowing(people, incident, begun).filter(
    ({ id }) => !beginsNowhere || begun.includes(id),
  );
  if (places.length === 0) return;
  const updates = incidentUpdates(
    outline,
    await readApprovals(deps.approvals, outline),
    policyNames(deps.policy),
  );
  const told = places.map((place) => {
    const log = logs.find((each) => each.place === place.id) ?? newPostLog(incidentId, place.id);
    return tellPlace(deps, { outline, place, updates, until, actor }, log);
  });
  const failed = (await Promise.allSettled(told)).find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

interface Telling {
  readonly outline: IncidentOutline;
  readonly place: IncidentChannelPolicy;
  readonly updates: readonly IncidentUpdate[];
  readonly until: Date;
  /** `firebreak:<handler>`. */
  readonly actor: string;
}

async function tellPlace(deps: PostUpdatesDeps, telling: Telling, known: PostLog): Promise<void> {
  const { clock, postLogs } = deps;
  let log = known;
  let isSaved = true;
  const save = async (next: PostLog): Promise<void> => {
    log = { ...next, version: log.version + 1 };
    await postLogs.savePostLog(log);
    isSaved = true;
  };
  try {
    for (;;) {
      const now = clock.now();
      const update = nextUpdate(log, telling.updates, now);
      if (update === null || now >= telling.until) break;
      const send = sender(deps, telling, log, update);
      if (send === null) {
        log = finished(log, update.id);
        isSaved = false;
        continue;
      }
      if (now.getTime() - Date.parse(update.at) > giveUpSeconds * 1000) {
        await record(deps, telling, update, { reason: 'it was not taken for a day', isFinal: true });
        await save(finished(log, update.id));
        continue;
      }
      await save(claimed(log, update.id, now));
      const result = await send(log.attempt?.isUnknown ?? false);
      if (result.outcome === 'posted') {
        if (update.signal === 'call') await recordCall(deps, telling, update);
        await save(finished(log, update.id, result.memory));
        continue;
      }
      const isFinal = result.outcome === 'refused';
      const isFirst = log.attempt?.count === 1;
      if (isFinal || isFirst) await record(deps, telling, update, { reason: result.reason, isFinal });
      if (result.outcome === 'refused') {
        await save(finished(log, update.id));
        continue;
      }
      await save(postponed(log, { ...result, isUnknown: result.outcome === 'unknown' }, clock.now()));
      break;
    }
    if (!isSaved) await save(log);
  } catch (error) {
    // Somebody else tells it at this moment.
    if (!(error instanceof WriteConflictError)) throw error;
  }
}

/** Null: the channel has nothing to say about it. */
function sender(
  { incidentChannels, policy, consoleUrl, timeouts, clock }: PostUpdatesDeps,
  { outline, place }: Telling,
  { memory }: PostLog,
  update: IncidentUpdate,
): ((isRepeat: boolean) => Promise<PostResult>) | null {
  const channel = incidentChannels.find(({ name }) => name === place.channel);
  if (channel === undefined) {
    throw new ConfigurationError(`people.yaml names the channel ${place.channel}: there is none`);
  }
  const post = postOf({
    incident: outline.incident,
    place,
    update,
    memory,
    consoleUrl,
    people: policy.people.people,
  });
  const send = channel.prepare(post);
  if (send === null) return null;
  return async (isRepeat) => {
    try {
      return await timeouts.limit(secondsForOne, (signal) => send({ now: clock.now(), signal, isRepeat }));
    } catch (error) {
      if (!(error instanceof FirebreakError)) throw error;
      // A setup that a person repairs takes it then; without an answer in time it may have arrived.
      const outcome = error instanceof ConfigurationError ? 'later' : 'unknown';
      return { outcome, reason: failureReason(error), retryAfterSeconds: null };
    }
  };
}

async function record(
  { incidents, clock }: PostUpdatesDeps,
  { outline, place, actor }: Telling,
  update: IncidentUpdate,
  failure: { readonly reason: string; readonly isFinal: boolean },
): Promise<void> {
  await incidents.appendEntry(
    outline.incident.id,
    unpostedEntry(place, update, failure, { actor, now: clock.now() }),
  );
}

async function recordCall(
  { incidents, clock }: PostUpdatesDeps,
  { outline, place, actor }: Telling,
  update: IncidentUpdate,
): Promise<void> {
  const entry = calledEntry(place, update, { actor, now: clock.now() });
  await incidents.appendEntry(outline.incident.id, entry);
}
