import type { Template } from '../expressions/template.ts';

/** A checked and compiled state machine definition. */
export interface Machine {
  /** The top workflow first, then those inside Parallel and Map states. */
  readonly workflows: readonly Workflow[];
  readonly timeoutSeconds: number | undefined;
}

/** A graph of states: the machine itself, a branch of a Parallel, the processor of a Map. */
export interface Workflow {
  /** Its index in `Machine.workflows`. */
  readonly id: number;
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

/** What a state does to data and variables as it is left. */
export interface Leaving {
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
}

interface NamedState {
  readonly name: string;
}

interface FlowingState extends NamedState, Leaving {
  /** The next state; undefined ends the workflow. */
  readonly next: string | undefined;
}

export interface PassState extends FlowingState {
  readonly type: 'Pass';
}

export interface WaitState extends FlowingState {
  readonly type: 'Wait';
  readonly seconds: Template | undefined;
  readonly timestamp: Template | undefined;
}

export interface TaskState extends FlowingState, Recovering {
  readonly type: 'Task';
  readonly resource: TaskResource;
  readonly arguments: Template | undefined;
  readonly timeoutSeconds: Template | undefined;
  readonly heartbeatSeconds: Template | undefined;
}

export interface ParallelState extends FlowingState, Recovering {
  readonly type: 'Parallel';
  readonly arguments: Template | undefined;
  /** Ids of workflows. */
  readonly branches: readonly number[];
}

export interface MapState extends FlowingState, Recovering {
  readonly type: 'Map';
  readonly items: Template | undefined;
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: Template | undefined;
  readonly toleratedFailureCount: Template | undefined;
  readonly toleratedFailurePercentage: Template | undefined;
  /** Id of a workflow. */
  readonly processor: number;
}

export interface ChoiceState extends NamedState {
  readonly type: 'Choice';
  readonly choices: readonly ChoiceRule[];
  readonly default: (Leaving & { readonly next: string }) | undefined;
}

export interface ChoiceRule extends Leaving {
  readonly condition: Template;
  /** The field, for errors: `Choices[0]/Condition`. */
  readonly location: string;
  readonly next: string;
}

export interface SucceedState extends NamedState {
  readonly type: 'Succeed';
  readonly output: Template | undefined;
}

export interface FailState extends NamedState {
  readonly type: 'Fail';
  readonly error: Template | undefined;
  readonly cause: Template | undefined;
}

export interface Recovering {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly fullJitter: boolean;
}

export interface Catcher extends Leaving {
  readonly errorEquals: readonly string[];
  readonly next: string;
}

/** How a task answers: at once, by its token, or when the job it started has ended. */
export type TaskPattern = 'request-response' | 'wait-for-task-token' | 'sync';

export type TaskResource =
  | { readonly kind: 'lambda'; readonly arn: string; readonly pattern: 'request-response' }
  | { readonly kind: 'activity'; readonly arn: string; readonly pattern: 'wait-for-task-token' }
  | {
      readonly kind: 'service';
      readonly arn: string;
      readonly pattern: TaskPattern;
      /** As events show them: `sqs` and `sendMessage.waitForTaskToken`. */
      readonly resourceType: string;
      readonly resource: string;
    };
