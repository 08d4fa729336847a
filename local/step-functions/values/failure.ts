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

/** `$states.errorOutput`. A named error without cause has an empty one; without a name, as after a bare SendTaskFailure, both are null. */
export function errorOutput({ error, cause }: Failure): JsonObject {
  return { Error: error ?? null, Cause: cause ?? (error === undefined ? null : '') };
}
