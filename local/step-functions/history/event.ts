import type { Json } from '../values/json.ts';

type StateKind = 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map';

/** Event types as GetExecutionHistory names them. */
export type EventType =
  | `Execution${'Started' | 'Succeeded' | 'Failed' | 'Aborted' | 'TimedOut' | 'Redriven'}`
  | `${StateKind}State${'Entered' | 'Exited'}`
  | `${'Task' | 'Wait' | 'Parallel' | 'Map'}StateAborted`
  | `${'Parallel' | 'Map'}State${'Started' | 'Succeeded' | 'Failed'}`
  | `MapIteration${'Started' | 'Succeeded' | 'Failed' | 'Aborted'}`
  | `${'Task' | 'LambdaFunction' | 'Activity'}${'Scheduled' | 'Started' | 'Succeeded' | 'Failed' | 'TimedOut'}`
  | 'TaskSubmitted'
  | 'EvaluationFailed';

/** What an event tells; JSON payloads as values, not as text. */
export type EventDetails = Readonly<Record<string, Json | undefined>>;

/** One line of an execution's history. */
export interface HistoryEvent {
  /** From 1, without gaps. */
  readonly id: number;
  /** The event this one follows in its branch; 0 at the beginning. */
  readonly previousEventId: number;
  readonly type: EventType;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly details: EventDetails;
}
