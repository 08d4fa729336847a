import type { Branch } from '../execution/branch.ts';
import type { ExecutionRecord } from '../execution/execution-record.ts';
import type { HistoryEvent } from '../history/event.ts';
import type { MachineRecord } from './machine-record.ts';
import type { Change, EventQuery, ExecutionPage, ExecutionQuery, Store } from './store.ts';

interface StoredExecution {
  record: ExecutionRecord;
  readonly branches: Map<number, Branch>;
  readonly events: HistoryEvent[];
}

/** Keeps everything in this process, sharing the engine's immutable values. For tests and rehearsals. */
export class MemoryStore implements Store {
  readonly #machines = new Map<string, MachineRecord>();
  readonly #revisions = new Map<string, MachineRecord>();
  readonly #executions = new Map<string, StoredExecution>();
  readonly #arnsByMachine = new Map<string, string[]>();
  readonly #running = new Set<string>();

  putMachine(machine: MachineRecord): void {
    this.#machines.set(machine.arn, machine);
    this.#revisions.set(machine.revisionId, machine);
  }

  getMachine(arn: string): MachineRecord | undefined {
    return this.#machines.get(arn);
  }

  deleteMachine(arn: string): void {
    this.#machines.delete(arn);
  }

  listMachines(): readonly MachineRecord[] {
    return [...this.#machines.values()];
  }

  getRevision(revisionId: string): MachineRecord | undefined {
    return this.#revisions.get(revisionId);
  }

  commit({ execution, isNew, branches, removedBranchIds, events }: Change): void {
    const stored = isNew === true ? this.#add(execution) : this.#existing(execution.arn);
    stored.record = execution;
    if (execution.status === 'RUNNING') this.#running.add(execution.arn);
    else this.#running.delete(execution.arn);
    for (const branch of branches) stored.branches.set(branch.id, branch);
    for (const id of removedBranchIds) stored.branches.delete(id);
    for (const event of events) stored.events.push(event);
  }

  getExecution(arn: string): ExecutionRecord | undefined {
    return this.#executions.get(arn)?.record;
  }

  listExecutions({ stateMachineArn, status, limit, before }: ExecutionQuery): ExecutionPage {
    const executions: ExecutionRecord[] = [];
    const arns = this.#arnsByMachine.get(stateMachineArn) ?? [];
    for (let index = Math.min(before ?? arns.length, arns.length) - 1; index >= 0; index -= 1) {
      const record = this.getExecution(arns[index] ?? '');
      if (record === undefined || (status !== undefined && record.status !== status)) continue;
      if (executions.length === limit) return { executions, next: index + 1 };
      executions.push(record);
    }
    return { executions, next: undefined };
  }

  runningExecutions(): readonly ExecutionRecord[] {
    return [...this.#running].map((arn) => this.#existing(arn).record);
  }

  branchesOf(executionArn: string): readonly Branch[] {
    return [...this.#existing(executionArn).branches.values()];
  }

  eventsOf({ executionArn, first, last }: EventQuery): readonly HistoryEvent[] {
    return this.#existing(executionArn).events.slice(Math.max(first, 1) - 1, last);
  }

  close(): void {}

  #add(record: ExecutionRecord): StoredExecution {
    const stored: StoredExecution = { record, branches: new Map(), events: [] };
    this.#executions.set(record.arn, stored);
    const arns = this.#arnsByMachine.get(record.stateMachineArn);
    if (arns === undefined) this.#arnsByMachine.set(record.stateMachineArn, [record.arn]);
    else arns.push(record.arn);
    return stored;
  }

  #existing(arn: string): StoredExecution {
    const stored = this.#executions.get(arn);
    if (stored === undefined) throw new Error(`no execution ${arn}`);
    return stored;
  }
}
