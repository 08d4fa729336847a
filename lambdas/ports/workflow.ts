export type TaskCompletionResult = 'delivered' | 'gone';

export interface RunningExecution {
  readonly incidentId: string;
  readonly executionArn: string;
  readonly startedAt: string;
}

/** The incident-response workflow. Rejects with DependencyUnavailableError when Step Functions does not answer. */
export interface Workflow {
  /** Starts the execution named by the incident; starting twice is harmless. Returns its ARN. */
  start(incidentId: string): Promise<string>;
  /** Answers an open wait. `gone`: it timed out or was answered already; the record is the arbiter. */
  succeedTask(token: string, output: Readonly<Record<string, unknown>>): Promise<TaskCompletionResult>;
  status(executionArn: string): Promise<'running' | 'ended' | 'missing'>;
  /** Whether a wait is still open. Changes nothing. */
  isWaiting(token: string): Promise<boolean>;
  /** Lets a running execution do its current state again, with a new token. */
  restart(executionArn: string, reason: string): Promise<void>;
  /** Ends an execution; harmless when it has ended. */
  stop(executionArn: string, reason: string): Promise<void>;
  /** All that run now. */
  listRunning(): Promise<readonly RunningExecution[]>;
  /** Where a person follows the execution; null when there is no such page. */
  consoleUrl(executionArn: string): string | null;
}
