import type { Json, JsonObject } from './json.ts';

/** One attempt of a task, as its executor gets it. After a crash the same attempt may be asked for again. */
export interface TaskRequest {
  /** The Task state's `Resource`. */
  readonly resource: string;
  readonly arguments: Json;
  /** Names the attempt: for SendTaskSuccess and its like, and to recognise an attempt seen before. */
  readonly taskToken: string;
  /** `$states.context` of the state. */
  readonly context: JsonObject;
  readonly executionArn: string;
  readonly stateName: string;
  /** The iterations and branches the state is nested in, outermost first. */
  readonly path: readonly number[];
  /** How often the state was attempted before. */
  readonly retryCount: number;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** `.sync` tasks call it once their job has been started; what they return later is the job's result. */
  readonly submitted: (output: Json) => Promise<void>;
}

/**
 * Does tasks. Returns the result; of a `.waitForTaskToken` task what handing over gave. Throws TaskError.
 * Any other error fails the task with that error's name.
 */
export type InvokeTask = (request: TaskRequest) => Promise<Json>;
