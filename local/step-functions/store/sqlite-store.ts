import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Branch } from '../execution/branch.ts';
import type { ExecutionRecord } from '../execution/execution-record.ts';
import type { HistoryEvent } from '../history/event.ts';
import type { MachineRecord } from './machine-record.ts';
import { SCHEMA } from './sqlite-schema.ts';
import type { Change, EventQuery, ExecutionPage, ExecutionQuery, Store } from './store.ts';

/**
 * Keeps everything in one SQLite file. Each change is one transaction in WAL mode: a killed process loses nothing
 * that was committed, a power cut may lose the last moments but never leaves half a change.
 */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** Row numbers of the executions that run: short keys for what belongs to them. */
  readonly #numbers = new Map<string, number>();

  /** `path`: the file, made when missing; `:memory:` keeps it in memory. */
  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    this.#database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;',
    );
    this.#database.exec(SCHEMA);
  }

  putMachine(machine: MachineRecord): void {
    this.#atomically(() => {
      const json = JSON.stringify(machine);
      this.#run('INSERT OR REPLACE INTO revisions (id, json) VALUES (?, ?)', machine.revisionId, json);
      this.#run(
        'INSERT INTO machines (arn, json) VALUES (?, ?) ON CONFLICT (arn) DO UPDATE SET json = excluded.json',
        machine.arn,
        json,
      );
    });
  }

  getMachine(arn: string): MachineRecord | undefined {
    return this.#texts('SELECT json FROM machines WHERE arn = ?', arn).map(toMachine)[0];
  }

  deleteMachine(arn: string): void {
    this.#run('DELETE FROM machines WHERE arn = ?', arn);
  }

  listMachines(): readonly MachineRecord[] {
    return this.#texts('SELECT json FROM machines ORDER BY number').map(toMachine);
  }

  getRevision(revisionId: string): MachineRecord | undefined {
    return this.#texts('SELECT json FROM revisions WHERE id = ?', revisionId).map(toMachine)[0];
  }

  commit({ execution, isNew, branches, removedBranchIds, events }: Change): void {
    this.#atomically(() => {
      if (isNew === true) this.#insertExecution(execution);
      else this.#updateExecution(execution);
      const number = this.#numberOf(execution.arn);
      if (execution.status === 'RUNNING') this.#numbers.set(execution.arn, number);
      else this.#numbers.delete(execution.arn);
      for (const branch of branches) {
        const json = JSON.stringify(branch);
        this.#run(
          'INSERT OR REPLACE INTO branches (execution, id, json) VALUES (?, ?, ?)',
          number,
          branch.id,
          json,
        );
      }
      for (const id of removedBranchIds) {
        this.#run('DELETE FROM branches WHERE execution = ? AND id = ?', number, id);
      }
      for (const event of events) {
        const json = JSON.stringify(event);
        this.#run('INSERT INTO events (execution, id, json) VALUES (?, ?, ?)', number, event.id, json);
      }
    });
  }

  getExecution(arn: string): ExecutionRecord | undefined {
    const row = this.#prepare(`${EXECUTIONS} WHERE arn = ?`).get(arn);
    return row === undefined ? undefined : toExecution(row);
  }

  listExecutions({ stateMachineArn, status, limit, before }: ExecutionQuery): ExecutionPage {
    const page = 'number < ? ORDER BY number DESC LIMIT ?';
    const upTo = before ?? Number.MAX_SAFE_INTEGER;
    const rows =
      status === undefined
        ? this.#prepare(`${EXECUTIONS} WHERE machine = ? AND ${page}`).all(stateMachineArn, upTo, limit + 1)
        : this.#prepare(`${EXECUTIONS} WHERE machine = ? AND status = ? AND ${page}`).all(
            stateMachineArn,
            status,
            upTo,
            limit + 1,
          );
    const shown = rows.slice(0, limit);
    const next = rows.length > limit ? Number(shown.at(-1)?.['number']) : undefined;
    return { executions: shown.map(toExecution), next };
  }

  runningExecutions(): readonly ExecutionRecord[] {
    return this.#prepare(`${EXECUTIONS} WHERE status = 'RUNNING' ORDER BY number`).all().map(toExecution);
  }

  branchesOf(executionArn: string): readonly Branch[] {
    return this.#texts(
      'SELECT json FROM branches WHERE execution = ? ORDER BY id',
      this.#numberOf(executionArn),
    ).map(toBranch);
  }

  eventsOf({ executionArn, first, last }: EventQuery): readonly HistoryEvent[] {
    return this.#texts(
      'SELECT json FROM events WHERE execution = ? AND id BETWEEN ? AND ? ORDER BY id',
      this.#numberOf(executionArn),
      first,
      last,
    ).map(toEvent);
  }

  /** Deletes executions that have ended, by their names, and gives the space back. */
  deleteEnded(isWanted: (name: string) => boolean): void {
    const rows = this.#prepare("SELECT number, arn FROM executions WHERE status <> 'RUNNING'").all();
    const wanted = rows.filter(({ arn }) => isWanted(String(arn).split(':').at(-1) ?? ''));
    this.#atomically(() => {
      for (const { number } of wanted) {
        for (const table of ['events', 'branches']) {
          this.#run(`DELETE FROM ${table} WHERE execution = ?`, Number(number));
        }
        this.#run('DELETE FROM executions WHERE number = ?', Number(number));
      }
    });
    this.#database.exec('VACUUM');
  }

  close(): void {
    this.#database.close();
  }

  /** What never changes is written once, what a transition changes is kept apart and small. */
  #insertExecution(execution: ExecutionRecord): void {
    const { fixed, progress } = splitExecution(execution);
    this.#run(
      'INSERT INTO executions (arn, machine, status, fixed, progress) VALUES (?, ?, ?, ?, ?)',
      execution.arn,
      execution.stateMachineArn,
      execution.status,
      JSON.stringify(fixed),
      JSON.stringify(progress),
    );
  }

  #updateExecution(execution: ExecutionRecord): void {
    const { progress } = splitExecution(execution);
    this.#run(
      'UPDATE executions SET status = ?, progress = ? WHERE arn = ?',
      execution.status,
      JSON.stringify(progress),
      execution.arn,
    );
  }

  #numberOf(executionArn: string): number {
    const known = this.#numbers.get(executionArn);
    if (known !== undefined) return known;
    const row = this.#prepare('SELECT number FROM executions WHERE arn = ?').get(executionArn);
    if (row === undefined) throw new Error(`no execution ${executionArn}`);
    return Number(row['number']);
  }

  #atomically(write: () => void): void {
    this.#run('BEGIN IMMEDIATE');
    try {
      write();
      this.#run('COMMIT');
    } catch (error) {
      // A full disk may have ended the transaction already.
      if (this.#database.isTransaction) this.#run('ROLLBACK');
      this.#numbers.clear();
      throw error;
    }
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepare(sql).run(...values);
  }

  /** The `json` column of all rows that a statement finds. */
  #texts(sql: string, ...values: SQLInputValue[]): string[] {
    return this.#prepare(sql)
      .all(...values)
      .map((row) => String(row['json']));
  }
}

const EXECUTIONS = 'SELECT number, fixed, progress FROM executions';

type Progress = Pick<
  ExecutionRecord,
  | 'status'
  | 'stoppedAt'
  | 'output'
  | 'error'
  | 'cause'
  | 'lastEventId'
  | 'lastBranchId'
  | 'redriveCount'
  | 'redrivenAt'
  | 'deadlineAt'
>;

function splitExecution(execution: ExecutionRecord): {
  fixed: Omit<ExecutionRecord, keyof Progress>;
  progress: Progress;
} {
  const { status, stoppedAt, output, error, cause, lastEventId, lastBranchId, ...rest } = execution;
  const { redriveCount, redrivenAt, deadlineAt, ...fixed } = rest;
  const run = { status, stoppedAt, output, error, cause, lastEventId, lastBranchId };
  return { fixed, progress: { ...run, redriveCount, redrivenAt, deadlineAt } };
}

/** The columns hold what this class wrote, as JSON. */
function toExecution(row: Record<string, unknown>): ExecutionRecord {
  const fixed: Omit<ExecutionRecord, keyof Progress> = JSON.parse(String(row['fixed']));
  const progress: Progress = JSON.parse(String(row['progress']));
  return { ...fixed, ...progress };
}

function toMachine(text: string): MachineRecord {
  const machine: MachineRecord = JSON.parse(text);
  return machine;
}

function toBranch(text: string): Branch {
  const branch: Branch = JSON.parse(text);
  return branch;
}

function toEvent(text: string): HistoryEvent {
  const event: HistoryEvent = JSON.parse(text);
  return event;
}
