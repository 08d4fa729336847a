import type { IncidentUpdate } from './incident-update.ts';

/** What one incident channel got about one incident. */
export interface PostLog {
  readonly incidentId: string;
  /** Id of the incident channel in people.yaml. */
  readonly place: string;
  /** Ids of the updates that are done with: sent, not meant for it, or given up. */
  readonly done: readonly string[];
  /** The update that is being sent, or waits to be sent again. */
  readonly attempt: PostAttempt | null;
  readonly memory: Readonly<Record<string, string>>;
  /** Grows by one with every write. */
  readonly version: number;
}

export interface PostAttempt {
  readonly updateId: string;
  readonly state: 'sending' | 'waiting';
  /** How often it was tried, this time included. */
  readonly count: number;
  /** Before this nobody tries again. */
  readonly until: string;
  /** Whether an earlier try may have been taken. */
  readonly isUnknown: boolean;
}

/** Longer than any function works on one post. */
const claimSeconds = 30;
/** Tried again after so many seconds, then so often as the last one says. */
const waits = [30, 60, 120, 300, 600, 900] as const;
/** After that it is too old to be told. */
export const giveUpSeconds = 86_400;
const longestPauseSeconds = 3600;

export function newPostLog(incidentId: string, place: string): PostLog {
  return { incidentId, place, done: [], attempt: null, memory: {}, version: 0 };
}

/** What is to be sent next; null: nothing, or not yet. That somebody must act comes first. */
export function nextUpdate(
  { done, attempt }: PostLog,
  updates: readonly IncidentUpdate[],
  now: Date,
): IncidentUpdate | null {
  const left = updates.filter(({ id }) => !done.includes(id));
  if (attempt !== null && Date.parse(attempt.until) > now.getTime()) {
    // Whoever must act does not wait for what is only told, unless nobody knows yet whether that arrived.
    if (attempt.state === 'sending' || attempt.isUnknown) return null;
    return left.find(({ id, signal }) => signal === 'call' && id !== attempt.updateId) ?? null;
  }
  // One that may have been taken is settled before any other.
  const begun = left.find(({ id }) => attempt?.isUnknown === true && id === attempt.updateId);
  return begun ?? left.find(({ signal }) => signal === 'call') ?? left[0] ?? null;
}

/** Before it is sent: whoever else looks leaves it alone, and a crash leaves a trace. */
export function claimed(log: PostLog, updateId: string, now: Date): PostLog {
  const before = log.attempt?.updateId === updateId ? log.attempt : null;
  return {
    ...log,
    attempt: {
      updateId,
      state: 'sending',
      count: (before?.count ?? 0) + 1,
      until: after(now, claimSeconds),
      // Whoever claimed it before and did not say how it went may have sent it.
      isUnknown: before !== null && (before.isUnknown || before.state === 'sending'),
    },
  };
}

export function finished(log: PostLog, updateId: string, memory: PostLog['memory'] = log.memory): PostLog {
  return { ...log, done: [...log.done, updateId], attempt: null, memory };
}

/** It waits to be sent again. */
export function postponed(
  log: PostLog,
  failure: {
    readonly isUnknown: boolean;
    readonly retryAfterSeconds: number | null;
    /** What was done of it all the same. */
    readonly memory?: PostLog['memory'];
  },
  now: Date,
): PostLog {
  const { attempt } = log;
  const { isUnknown, retryAfterSeconds, memory = log.memory } = failure;
  if (attempt === null) return log;
  const wait = waits[Math.min(attempt.count, waits.length) - 1] ?? waits[0];
  const pause = Math.max(wait, Math.min(retryAfterSeconds ?? 0, longestPauseSeconds));
  return {
    ...log,
    memory,
    attempt: {
      ...attempt,
      state: 'waiting',
      until: after(now, pause),
      isUnknown: attempt.isUnknown || isUnknown,
    },
  };
}

/** Whether everything that will ever be told was. */
export function isComplete({ done }: PostLog): boolean {
  return done.includes('incident.closed');
}

function after(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}
