import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../local/step-functions/json.ts';

/** What happened to a task when the case was recorded, to be replayed. */
export interface TaskResult {
  readonly output?: Json;
  readonly error?: string | null;
  readonly cause?: string | null;
  readonly timedOut?: boolean;
  /** What handing the task over gave, for tasks that answer later. */
  readonly submitted?: Json;
  /** The Map iteration it belongs to. */
  readonly iteration?: number;
}

/** One event of the recorded history, flat, with JSON texts parsed. */
export interface ExpectedEvent {
  readonly type: string;
  readonly id?: number;
  readonly previousEventId?: number;
  /** Of the state, or of the Map an iteration belongs to. */
  readonly name?: string;
  /** Of an iteration. */
  readonly index?: number;
  /** Its place among its neighbours was not recorded. */
  readonly unordered?: boolean;
  readonly [detail: string]: Json | undefined;
}

export interface Expectation {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'DEFINITION_REJECTED';
  readonly output?: Json;
  readonly error?: Json;
  readonly cause?: Json;
  readonly diagnostics?: readonly JsonObject[];
  readonly events: readonly ExpectedEvent[];
}

/** One execution recorded on AWS. */
export interface ConformanceCase {
  readonly name: string;
  /** False when the definition is the recorded one; otherwise how it was rewritten. */
  readonly derived: false | string;
  readonly definition: JsonObject | string;
  readonly input: Json;
  readonly taskResults: Readonly<Record<string, readonly TaskResult[]>>;
  readonly expected: Expectation;
  /** Paths whose recorded values are placeholders. */
  readonly placeholders?: readonly string[];
  /** Paths where a string holds the JSON that was recorded. */
  readonly jsonStringPaths?: readonly string[];
  readonly eventsRecorded?: boolean;
  readonly externalAction?: { readonly stopExecution?: { readonly duringState: string } };
}

/** All cases of a folder, by file name. */
export function readCases(folder: string): ConformanceCase[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    const one: ConformanceCase = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return one;
  });
}
