import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
} from '../../local/step-functions/values/json.ts';

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

/** A file that may have held a case and is no JSON. */
export interface UnreadableCase {
  readonly name: string;
  readonly problem: string;
}

/**
 * All cases in a folder and the folders below it, by path. Other JSON files, those without definition or expectation,
 * are passed over.
 */
export function readCases(folder: string): (ConformanceCase | UnreadableCase)[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => readCase(folder, file) ?? []);
}

export function isReadable(one: ConformanceCase | UnreadableCase): one is ConformanceCase {
  return !('problem' in one);
}

/** Fields a case may leave out get their usual values; `undefined` input is `{}`, as for StartExecution. */
function readCase(folder: string, file: string): ConformanceCase | UnreadableCase | undefined {
  const name = file.replace(/\.json$/, '');
  let read: Json;
  try {
    read = parseJson(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    return { name, problem: `unreadable: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isJsonObject(read) || read['definition'] === undefined || !isJsonObject(read['expected']))
    return undefined;
  const given: Partial<ConformanceCase> & Pick<ConformanceCase, 'definition' | 'expected'> = JSON.parse(
    JSON.stringify(read),
  );
  const { events } = given.expected;
  return {
    ...given,
    name: given.name ?? name,
    derived: given.derived ?? false,
    input: given.input === undefined ? {} : given.input,
    taskResults: given.taskResults ?? {},
    expected: { ...given.expected, events: events ?? [] },
    eventsRecorded: given.eventsRecorded ?? events !== undefined,
  };
}
