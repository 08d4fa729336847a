import type { Branch } from '../execution/branch.ts';
import type { ExecutionRecord, ExecutionStatus } from '../execution/execution-record.ts';
import type { HistoryEvent } from '../history/event.ts';
import type { MachineRecord } from './machine-record.ts';

/** What one transition changes. It is stored whole or not at all. */
export interface Change {
  readonly execution: ExecutionRecord;
  /** True when the execution is new. */
  readonly isNew?: boolean;
  readonly branches: readonly Branch[];
  readonly removedBranchIds: readonly number[];
  readonly events: readonly HistoryEvent[];
}

export interface ExecutionQuery {
  readonly stateMachineArn: string;
  readonly status?: ExecutionStatus | undefined;
  readonly limit: number;
  /** Where the page before ended; undefined for the first page. */
  readonly before?: number | undefined;
}

export interface ExecutionPage {
  /** Newest first. */
  readonly executions: readonly ExecutionRecord[];
  /** The `before` of the next page; undefined when there is none. */
  readonly next: number | undefined;
}

/** The events with ids from `first` to `last`, both included, by rising id. */
export interface EventQuery {
  readonly executionArn: string;
  readonly first: number;
  readonly last: number;
}

/**
 * Where the engine keeps what must survive. Calls are synchronous: when `commit` returns, the change is stored,
 * and only then does the engine act on it.
 */
export interface Store {
  putMachine(machine: MachineRecord): void;
  getMachine(arn: string): MachineRecord | undefined;
  deleteMachine(arn: string): void;
  /** By creation, oldest first. */
  listMachines(): readonly MachineRecord[];
  /** A revision stays readable as long as the store, also after its machine was updated or deleted. */
  getRevision(revisionId: string): MachineRecord | undefined;

  commit(change: Change): void;
  getExecution(arn: string): ExecutionRecord | undefined;
  listExecutions(query: ExecutionQuery): ExecutionPage;
  runningExecutions(): readonly ExecutionRecord[];
  branchesOf(executionArn: string): readonly Branch[];
  eventsOf(query: EventQuery): readonly HistoryEvent[];
  close(): void;
}
