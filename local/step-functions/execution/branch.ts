import type { Failure } from '../values/failure.ts';
import type { Json, JsonObject } from '../values/json.ts';

/** The id of the branch that runs the machine's top workflow. */
export const ROOT_BRANCH = 0;

/**
 * One thread of an execution: the machine itself, a branch of a Parallel, or an iteration of a Map.
 * Immutable; together with the definition it says all that is needed to go on after a crash.
 */
export interface Branch {
  readonly id: number;
  /** The branch whose Parallel or Map state this one belongs to. */
  readonly parentId?: number;
  /** Its position among its siblings. */
  readonly index: number;
  /** The workflow it runs, an index of `Machine.workflows`. */
  readonly workflow: number;
  /** The state it is in. */
  readonly state: string;
  /** The input of that state. */
  readonly input: Json;
  /** Variables of its own scope. */
  readonly variables: JsonObject;
  /** The item of a Map iteration. */
  readonly item?: Json;
  /** The event that its next event follows. */
  readonly cursor: number;
  /** When and with which event the state was entered. */
  readonly entered?: Entered;
  /** How often each retrier of the state has retried. */
  readonly retries: readonly number[];
  readonly phase: Phase;
}

export interface Entered {
  readonly eventId: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Where a branch stands within its state. Times are epoch milliseconds. */
export type Phase =
  | { readonly kind: 'ready' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'retrying'; readonly until: number }
  | TaskPhase
  | ForkPhase
  | { readonly kind: 'succeeded'; readonly output: Json }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly was: Phase }
  | { readonly kind: 'stopped'; readonly was: Phase };

/** A task that was asked for and has not answered. */
export interface TaskPhase {
  readonly kind: 'task';
  /** New for every attempt. */
  readonly token: string;
  readonly arguments: Json;
  /** `started`: the executor works on it. `submitted`: it was handed over, the answer comes by token. */
  readonly stage: 'started' | 'submitted';
  readonly timeoutAt?: number;
  readonly timeoutSeconds?: number;
  readonly heartbeatAt?: number;
  readonly heartbeatSeconds?: number;
}

/** A Parallel or Map state whose branches run. Their ids follow each other. */
export interface ForkPhase {
  readonly kind: 'fork';
  readonly firstChildId: number;
  readonly total: number;
  readonly maxConcurrency: number;
  /** How many have been started, succeeded, and failed within tolerance. */
  readonly started: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly toleratedFailures: number;
}

/** When the branch must be woken, if it must. */
export function wakeAt({ phase }: Branch): number | undefined {
  if (phase.kind === 'waiting' || phase.kind === 'retrying') return phase.until;
  return phase.kind === 'task' ? earlier(phase.timeoutAt, phase.heartbeatAt) : undefined;
}

/**
 * The branch as a new engine takes it up. A timeout that passed while no engine ran says nothing of a task that was in
 * the executor's hands: it is started again, and gets its full time again. What was handed over keeps its timeouts.
 */
export function takenUp(branch: Branch, now: number): Branch {
  const { phase } = branch;
  if (phase.kind !== 'task' || phase.stage !== 'started') return branch;
  const renew = (at: number | undefined, seconds: number | undefined): number | undefined =>
    at !== undefined && seconds !== undefined && at <= now ? now + seconds * 1000 : at;
  const timeoutAt = renew(phase.timeoutAt, phase.timeoutSeconds);
  const heartbeatAt = renew(phase.heartbeatAt, phase.heartbeatSeconds);
  return {
    ...branch,
    phase: {
      ...phase,
      ...(timeoutAt === undefined ? {} : { timeoutAt }),
      ...(heartbeatAt === undefined ? {} : { heartbeatAt }),
    },
  };
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
