export type TaskCompletionResult = 'delivered' | 'gone';

/** The incident-response workflow. Rejects with DependencyUnavailableError when Step Functions does not answer. */
export interface Workflow {
  /** Starts the execution named by the incident; starting twice is harmless. Returns its ARN. */
  start(incidentId: string): Promise<string>;
  /** Answers an open wait. `gone`: it timed out or was answered already; the record is the arbiter. */
  succeedTask(token: string, output: Readonly<Record<string, unknown>>): Promise<TaskCompletionResult>;
  status(executionArn: string): Promise<'running' | 'ended' | 'missing'>;
  /** Where a person follows the execution; null when there is no such page. */
  consoleUrl(executionArn: string): string | null;
}
