import type { JsonObject } from './json.ts';

/** Why a state, branch or execution failed, as Retry and Catch see it. */
export interface Failure {
  /** Absent when a Fail state or SendTaskFailure named none. */
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  /** Further error names that ErrorEquals may match, for example States.HeartbeatTimeout. */
  readonly alsoKnownAs?: readonly string[];
  /** True for what States.ALL does not catch: errors of the machine itself, not of a task. */
  readonly uncatchable?: boolean;
}

/** Thrown by a task executor: the task failed with this error name and cause. */
export class TaskError extends Error {
  override readonly name = 'TaskError';
  readonly error: string | undefined;

  constructor(error: string | undefined, cause: string | undefined) {
    super(error ?? 'task failed', { cause });
    this.error = error;
  }

  get causeText(): string | undefined {
    return typeof this.cause === 'string' ? this.cause : undefined;
  }
}

export function failure(error?: string, cause?: string): Failure {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}

/** `$states.errorOutput`: always both names; what was not given is null. */
export function errorOutput(failure: Failure): JsonObject {
  return { Error: failure.error ?? null, Cause: failure.cause ?? null };
}
