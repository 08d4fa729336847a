export const redriveStages = ['moving', 'waiting', 'starting', 'draining', 'drained', 'ended'] as const;

/**
 * How far dead letters have been moved; plain JSON, so that whoever goes on after a stop knows it. `moving`: a batch by hand; `waiting`: for
 * as long as a message takes to die again; `starting`, `draining`, `drained`: SQS moves the rest.
 */
export interface RedriveProgress {
  readonly stage: (typeof redriveStages)[number];
  /** ISO 8601 UTC. Whatever lies in the dead-letter queue and was sent since then has died again, or is new. */
  readonly startedAt: string;
  /** How many lay there then, approximately. */
  readonly found: number;
  /** How many batches are through, and how many messages of this one were moved. */
  readonly batch: number;
  readonly batchMoved: number;
  /** While it waits, or SQS moves: when to look again. */
  readonly waitUntil: string | null;
  /** When SQS was to begin with the rest. */
  readonly drainAt: string | null;
  /** Others were found among those that SQS was to move, so that it does not. */
  readonly isByHand: boolean;
  /** Digests of the ids that were received, so that none counts twice. */
  readonly seen: readonly string[];
  readonly moved: number;
  readonly left: number;
  readonly drained: number;
  readonly diedAgain: number;
  /** May be in both queues: whoever moved them was stopped in between. */
  readonly unknown: readonly string[];
  /** At the end: approximately so many are in the queue. */
  readonly remaining: number;
  /** At the end: of those that lay there at first so many are gone without having been moved; null when that is not known. */
  readonly gone: number | null;
  /** Why it ended before everything wanted was moved; null when it did not. */
  readonly stoppedBecause: string | null;
}

export function beginRedrive(now: Date, found: number): RedriveProgress {
  return {
    stage: 'moving',
    startedAt: now.toISOString(),
    found,
    batch: 0,
    batchMoved: 0,
    waitUntil: null,
    drainAt: null,
    isByHand: false,
    seen: [],
    moved: 0,
    left: 0,
    drained: 0,
    diedAgain: 0,
    unknown: [],
    remaining: 0,
    gone: null,
    stoppedBecause: null,
  };
}

/** Each message that was received is moved or left; those that SQS moved were not received. */
export interface RedriveAccount {
  readonly found: number;
  readonly received: number;
  readonly moved: number;
  readonly left: number;
  /** By SQS itself, without being received here. */
  readonly drained: number;
  /** Approximately so many are in the queue at the end: left, died again, hidden by a run that was stopped, or new. */
  readonly remaining: number;
  /** Came back to the dead-letter queue. */
  readonly diedAgain: number;
  /** Neither moved nor there any more: thrown away at the end of their retention, or taken by somebody else. */
  readonly gone: number | null;
  readonly unknown: readonly string[];
  readonly stoppedBecause: string | null;
}

export function accountOf({
  found,
  seen,
  moved,
  left,
  drained,
  remaining,
  diedAgain,
  gone,
  unknown,
  stoppedBecause,
}: RedriveProgress): RedriveAccount {
  return {
    found,
    received: seen.length,
    moved,
    left,
    drained,
    remaining,
    diedAgain,
    gone,
    unknown,
    stoppedBecause,
  };
}
