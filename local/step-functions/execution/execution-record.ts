import type { Json } from '../values/json.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** An execution as it is stored. Times are epoch milliseconds. */
export interface ExecutionRecord {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  /** The revision of the definition it runs, whatever the state machine becomes later. */
  readonly revisionId: string;
  /** JSON text, as it was given. */
  readonly input: string;
  readonly traceHeader?: string | undefined;
  readonly startedAt: number;
  /** When the machine's TimeoutSeconds end it. */
  readonly deadlineAt?: number | undefined;
  readonly status: ExecutionStatus;
  readonly stoppedAt?: number | undefined;
  readonly output?: Json | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly lastEventId: number;
  readonly lastBranchId: number;
  readonly redriveCount: number;
  readonly redrivenAt?: number | undefined;
}
