import { repeatOnConflict } from '../../use-cases/records/repeat-on-conflict.ts';
import { checkShape, type Schema } from '../env/schema.ts';
import type { Log } from '../log/log.ts';

/** What comes with one event. */
export interface Invocation {
  readonly log: Log;
  /** Adds one to a metric of Firebreak itself. */
  readonly count: (metric: string) => void;
  /** Milliseconds until the function is ended. */
  readonly timeLeft: () => number;
}

/** What a function does with the events of its trigger, apart from what it stands on: the same on AWS and in process. */
export interface Task<Deps, Event = unknown, Result = unknown> {
  run(deps: () => Deps, event: Event, invocation: Invocation): Promise<Result>;
}

export interface TaskDefinition<Input, Output, Deps> {
  readonly input: Schema<Input>;
  readonly run: (deps: Deps, input: Input) => Promise<Output>;
  /** False for a use case that must not simply run again. Default: true. */
  readonly repeatOnConflict?: boolean;
}

/** The task of a function that the workflow or a schedule calls: a use case, and the shape of its input. */
export function defineTask<Input, Output, Deps>(
  definition: TaskDefinition<Input, Output, Deps>,
): Task<Deps, unknown, Output> {
  return {
    async run(deps, event, { log }) {
      const input = checkShape(definition.input, event, 'The event');
      const incidentId = incidentOf(input);
      if (incidentId !== null) log.appendKeys({ incidentId });
      const run = () => definition.run(deps(), input);
      return definition.repeatOnConflict === false ? await run() : await repeatOnConflict(run);
    },
  };
}

/** The same task where something else is at hand. */
export function withDeps<Given, Deps, Event, Result>(
  task: Task<Deps, Event, Result>,
  toDeps: (given: Given) => Deps,
): Task<Given, Event, Result> {
  return { run: (given, event, invocation) => task.run(() => toDeps(given()), event, invocation) };
}

function incidentOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('incidentId' in input)) return null;
  return typeof input.incidentId === 'string' ? input.incidentId : null;
}
