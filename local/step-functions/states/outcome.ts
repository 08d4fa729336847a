import type { Failure } from '../values/failure.ts';
import type { Json, JsonObject } from '../values/json.ts';

/** What a state wants to happen next. The interpreter makes it so. */
export type Outcome =
  | LeaveOutcome
  | { readonly kind: 'fail'; readonly failure: Failure }
  | { readonly kind: 'no-choice' }
  | { readonly kind: 'wait'; readonly until: number }
  | TaskOutcome
  | ForkOutcome;

/** The state is done. */
export interface LeaveOutcome {
  readonly kind: 'leave';
  readonly output: Json;
  /** Variables to set; undefined when the state assigns none. */
  readonly assigned: JsonObject | undefined;
  /** The next state; undefined ends the workflow. */
  readonly next: string | undefined;
}

/** A task is to be done. */
export interface TaskOutcome {
  readonly kind: 'task';
  /** Names the attempt. */
  readonly token: string;
  readonly arguments: Json;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

/** Branches are to run. */
export interface ForkOutcome {
  readonly kind: 'fork';
  readonly children: readonly ForkChild[];
  /** How many may run at once. */
  readonly maxConcurrency: number;
  /** How many may fail without failing the state. */
  readonly toleratedFailures: number;
}

export interface ForkChild {
  readonly workflow: number;
  readonly input: Json;
  /** Of a Map iteration; its input is made from it when the iteration starts. */
  readonly item?: Json;
}
