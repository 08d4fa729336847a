import type { Machine } from '../definition/machine.ts';
import type { Branch } from '../execution/branch.ts';
import type { ExecutionRecord } from '../execution/execution-record.ts';
import type { EventDetails, EventType, HistoryEvent } from '../history/event.ts';
import type { Change } from '../store/store.ts';
import type { Failure } from '../values/failure.ts';
import type { Json } from '../values/json.ts';
import type { LiveExecution } from './live-execution.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MOST_EVENTS = 25_000;

/**
 * One transition in the making: collects events and changed branches on top of a live execution, which it leaves
 * alone until the change has been stored.
 */
export class Turn {
  /** Epoch milliseconds; the same for everything in the transition. */
  readonly now: number;
  readonly #live: LiveExecution;
  #record: ExecutionRecord;
  readonly #events: HistoryEvent[] = [];
  readonly #changed = new Map<number, Branch | undefined>();

  constructor(live: LiveExecution, now: number) {
    this.#live = live;
    this.#record = live.record;
    this.now = now;
  }

  get machine(): Machine {
    return this.#live.machine;
  }

  get record(): ExecutionRecord {
    return this.#record;
  }

  get input(): Json {
    return this.#live.input;
  }

  /** The branch as this transition left it so far. Throws when there is none. */
  branch(id: number): Branch {
    const branch = this.find(id);
    if (branch === undefined) throw new Error(`no branch ${id} in ${this.#record.arn}`);
    return branch;
  }

  find(id: number): Branch | undefined {
    return this.#changed.has(id) ? this.#changed.get(id) : this.#live.branches.get(id);
  }

  put<B extends Branch>(branch: B): B {
    this.#changed.set(branch.id, branch);
    return branch;
  }

  remove(id: number): void {
    this.#changed.set(id, undefined);
  }

  /** Reserves `count` branch ids and returns the first. */
  newBranchIds(count: number): number {
    const first = this.#record.lastBranchId + 1;
    this.#record = { ...this.#record, lastBranchId: this.#record.lastBranchId + count };
    return first;
  }

  /** Appends an event and returns its id. */
  emit(type: EventType, previousEventId: number, details: EventDetails = {}): number {
    const id = this.#record.lastEventId + this.#events.length + 1;
    this.#events.push({ id, previousEventId, type, at: this.now, details });
    return id;
  }

  /** Appends an event to a branch and returns the branch behind it. */
  follow(branch: Branch, type: EventType, details: EventDetails = {}): Branch {
    return this.put({ ...branch, cursor: this.emit(type, branch.cursor, details) });
  }

  succeed(output: Json): void {
    this.#end({ status: 'SUCCEEDED', output });
  }

  fail({ error, cause }: Failure): void {
    this.#end({ status: 'FAILED', error, cause });
  }

  timeOut(): void {
    this.#end({ status: 'TIMED_OUT' });
  }

  abort({ error, cause }: Failure): void {
    this.#end({ status: 'ABORTED', error, cause });
  }

  /** Starts an ended execution again. */
  redrive(deadlineAt: number | undefined): void {
    const { stoppedAt: _stoppedAt, output: _output, error: _error, cause: _cause, ...kept } = this.#record;
    const redriveCount = kept.redriveCount + 1;
    this.#record = { ...kept, status: 'RUNNING', redriveCount, redrivenAt: this.now, deadlineAt };
  }

  /** What to store. */
  change(): Change {
    if (this.#record.lastEventId + this.#events.length > MOST_EVENTS) this.#cutHistory();
    const execution = { ...this.#record, lastEventId: this.#record.lastEventId + this.#events.length };
    const branches: Branch[] = [];
    const removedBranchIds: number[] = [];
    for (const [id, branch] of this.#changed) {
      if (branch === undefined) removedBranchIds.push(id);
      else branches.push(branch);
    }
    return { execution, branches, removedBranchIds, events: this.#events };
  }

  /** As on AWS, the last event an execution may have tells that it had too many. */
  #cutHistory(): void {
    this.#events.length = Math.max(0, MOST_EVENTS - 1 - this.#record.lastEventId);
    const reason = {
      error: 'States.Runtime',
      cause: `The execution reached the maximum number of history events (${MOST_EVENTS}).`,
    };
    this.emit('ExecutionFailed', MOST_EVENTS - 1, reason);
    this.fail(reason);
  }

  #end(ending: Pick<ExecutionRecord, 'status' | 'output' | 'error' | 'cause'>): void {
    const { output: _output, error: _error, cause: _cause, ...before } = this.#record;
    this.#record = { ...before, ...ending, stoppedAt: this.now };
  }
}
