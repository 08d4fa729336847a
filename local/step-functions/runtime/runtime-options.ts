import type { Machine } from '../definition/machine.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../values/clocks.ts';
import type { InvokeTask } from '../values/task-request.ts';
import type { InterpreterSources } from './interpreter.ts';

/** What a runtime works with. */
export interface RuntimeOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly invokeTask: InvokeTask;
  readonly sources: InterpreterSources;
  /** The compiled definition of a revision. */
  readonly machineOf: (revisionId: string) => Machine;
  /** Asked when the store did not take a change: true when it is to be tried again, as after waiting for room on the disk. */
  readonly mayRetryStore: (error: unknown) => Promise<boolean>;
  /** Told when the store or the engine itself broke; the runtime has stopped then. */
  readonly onBroken: (error: unknown) => void;
}
