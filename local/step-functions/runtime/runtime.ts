import { type Branch, type TaskPhase, takenUp, wakeAt } from '../execution/branch.ts';
import type { ExecutionRecord } from '../execution/execution-record.ts';
import type { RunningTask } from '../turn/activities.ts';
import { LiveExecution, rootBranch } from '../turn/live-execution.ts';
import { Turn } from '../turn/turn.ts';
import type { Failure } from '../values/failure.ts';
import type { Json } from '../values/json.ts';
import { Interpreter } from './interpreter.ts';
import { redriveBranches } from './redrive.ts';
import type { RuntimeOptions } from './runtime-options.ts';
import { needsExecutor, runTask } from './task-runner.ts';
import { WorkQueue } from './work-queue.ts';

/** What is done with a branch that waits for a task. */
type TaskTransition = (turn: Turn, branch: Branch, phase: TaskPhase) => Promise<void>;

/** Whether an answer by task token found its task. */
export type TaskCallbackResult = 'accepted' | 'closed' | 'unknown-execution' | 'engine-stopped';

/**
 * Runs executions: takes transitions from the interpreter, stores each, and only then lets it take effect. One
 * transition at a time, in a fixed order, so that equal clocks and tasks give equal histories.
 */
export class Runtime {
  readonly #options: RuntimeOptions;
  readonly #interpreter: Interpreter;
  readonly #queue = new WorkQueue();
  readonly #live = new Map<string, LiveExecution>();
  #isStopped = false;

  constructor(options: RuntimeOptions) {
    this.#options = options;
    this.#interpreter = new Interpreter(options.sources);
  }

  /** Takes up all executions that the store says are running. */
  recover(): void {
    const { store, machineOf, clock } = this.#options;
    const now = clock.now();
    for (const record of store.runningExecutions()) {
      const branches = store.branchesOf(record.arn).map((branch) => takenUp(branch, now));
      const live = new LiveExecution(record, machineOf(record.revisionId), branches);
      this.#live.set(record.arn, live);
      for (const branch of live.branches.values()) this.#activate(live, branch);
      this.#armDeadline(live);
    }
  }

  /** Begins a new execution. Its start is stored when this returns. */
  begin(record: ExecutionRecord): void {
    this.#refuseWhenStopped();
    const machine = this.#options.machineOf(record.revisionId);
    const live = new LiveExecution(record, machine, []);
    const turn = new Turn(live, record.startedAt);
    turn.emit('ExecutionStarted', 0, { input: live.input, roleArn: record.roleArn });
    turn.put(rootBranch(machine, live.input));
    this.#commit(live, turn, true);
    this.#armDeadline(live);
  }

  /** Ends a running execution; false when it does not run. */
  async abort(arn: string, reason: Failure): Promise<boolean> {
    return this.#perform(arn, async (turn) => {
      turn.emit('ExecutionAborted', 0, { error: reason.error, cause: reason.cause });
      turn.abort(reason);
    });
  }

  /** Runs an ended execution again from where it ended. */
  redrive(record: ExecutionRecord, deadlineAt: number | undefined): void {
    this.#refuseWhenStopped();
    const branches = this.#options.store.branchesOf(record.arn);
    const live = new LiveExecution(record, this.#options.machineOf(record.revisionId), branches);
    const turn = new Turn(live, this.#options.clock.now());
    turn.redrive(deadlineAt);
    redriveBranches(turn, turn.emit('ExecutionRedriven', 0, { redriveCount: turn.record.redriveCount }));
    this.#commit(live, turn, false);
    this.#armDeadline(live);
  }

  /** Completes a task that waits with a token. */
  async completeTask(
    arn: string,
    branchId: number,
    token: string,
    result: { output: Json } | { failure: Failure },
  ): Promise<TaskCallbackResult> {
    return this.#withTask(arn, branchId, token, (turn, branch) =>
      'output' in result
        ? this.#interpreter.taskSucceeded(turn, branch, result.output)
        : this.#interpreter.taskFailed(turn, branch, result.failure),
    );
  }

  /** A sign of life from a task. */
  async heartbeat(arn: string, branchId: number, token: string): Promise<TaskCallbackResult> {
    return this.#withTask(arn, branchId, token, async (turn, branch, phase) => {
      if (phase.heartbeatSeconds === undefined) return;
      turn.put({ ...branch, phase: { ...phase, heartbeatAt: turn.now + phase.heartbeatSeconds * 1000 } });
    });
  }

  /** Resolves when there is nothing to do until a timer fires or a task answers. */
  whenIdle(): Promise<void> {
    return this.#queue.whenIdle();
  }

  /** Stops at once, as a crash would; what is stored continues when another runtime recovers it. */
  stop(): void {
    this.#isStopped = true;
    for (const live of this.#live.values()) live.activities.stopAll();
    this.#live.clear();
  }

  #refuseWhenStopped(): void {
    if (this.#isStopped) throw new Error('the engine has stopped');
  }

  /** Queues a transition of an execution and resolves once it is stored; false when the execution does not run. */
  #perform(arn: string, transition: (turn: Turn) => Promise<void>): Promise<boolean> {
    return new Promise((resolve) => {
      this.#queue.add(async () => {
        const live = this.#live.get(arn);
        if (live === undefined || this.#isStopped) return resolve(false);
        try {
          const turn = new Turn(live, this.#options.clock.now());
          await transition(turn);
          // The engine may have been stopped, as by a crash, while an expression was evaluated.
          if (this.#isStopped) return resolve(false);
          await this.#commitPatiently(live, turn);
          resolve(!this.#isStopped);
        } catch (error) {
          this.stop();
          this.#options.onBroken(error);
          resolve(false);
        }
      });
    });
  }

  /** A transition of one branch, unless the branch moved on before its turn came. */
  #performOn(arn: string, expected: Branch, transition: (turn: Turn, branch: Branch) => Promise<void>): void {
    void this.#perform(arn, async (turn) => {
      const branch = turn.find(expected.id);
      if (branch?.phase === expected.phase) await transition(turn, branch);
    });
  }

  async #withTask(
    arn: string,
    branchId: number,
    token: string,
    transition: TaskTransition,
  ): Promise<TaskCallbackResult> {
    let isOpen = false;
    const isRunning = await this.#perform(arn, async (turn) => {
      const branch = turn.find(branchId);
      if (branch?.phase.kind !== 'task' || branch.phase.token !== token) return;
      isOpen = true;
      await transition(turn, branch, branch.phase);
    });
    if (isRunning) return isOpen ? 'accepted' : 'closed';
    if (this.#isStopped) return 'engine-stopped';
    return this.#options.store.getExecution(arn) === undefined ? 'unknown-execution' : 'closed';
  }

  /** A store that is full for a while holds everything up, and loses nothing. */
  async #commitPatiently(live: LiveExecution, turn: Turn): Promise<void> {
    while (!this.#isStopped) {
      try {
        return this.#commit(live, turn, false);
      } catch (error) {
        if (!(await this.#options.mayRetryStore(error))) throw error;
      }
    }
  }

  /** Stores what a turn changed, then lets it take effect. */
  #commit(live: LiveExecution, turn: Turn, isNew: boolean): void {
    const change = turn.change();
    if (change.events.length === 0 && change.branches.length === 0 && change.removedBranchIds.length === 0)
      return;
    this.#options.store.commit(isNew ? { ...change, isNew } : change);
    live.record = change.execution;
    if (live.record.status !== 'RUNNING') {
      live.activities.stopAll();
      this.#live.delete(live.record.arn);
      return;
    }
    this.#live.set(live.record.arn, live);
    for (const id of change.removedBranchIds) {
      live.branches.delete(id);
      live.activities.set(id, {});
    }
    for (const branch of change.branches) {
      live.branches.set(branch.id, branch);
      this.#activate(live, branch);
    }
  }

  /** Sets going whatever a branch's phase asks for. All effects of a transition happen here, and after a crash again. */
  #activate(live: LiveExecution, branch: Branch): void {
    const { arn } = live.record;
    const { phase } = branch;
    if (phase.kind === 'ready') {
      this.#performOn(arn, branch, (turn, current) => this.#interpreter.enter(turn, current));
    }
    const at = wakeAt(branch);
    const wake = (): void => {
      this.#performOn(arn, branch, (turn, current) => this.#interpreter.wake(turn, current));
    };
    const cancelTimer = at === undefined ? undefined : this.#options.clock.setTimer(at, wake);
    live.activities.set(branch.id, {
      cancelTimer,
      task: phase.kind === 'task' ? this.#keepTaskRunning(live, branch, phase) : undefined,
    });
  }

  #keepTaskRunning(live: LiveExecution, branch: Branch, phase: TaskPhase): RunningTask | undefined {
    const running = live.activities.runningTask(branch.id);
    if (running?.token === phase.token) return running;
    const view = new Turn(live, this.#options.clock.now());
    if (!needsExecutor(view, branch, phase)) return undefined;
    const report = async (transition: TaskTransition): Promise<void> => {
      await this.#withTask(live.record.arn, branch.id, phase.token, transition);
    };
    return runTask(this.#options.invokeTask, view, branch, phase, {
      submitted: (output) =>
        report(async (turn, current, waiting) =>
          this.#interpreter.taskSubmitted(turn, current, waiting, output),
        ),
      succeeded: (output) =>
        report((turn, current) => this.#interpreter.taskSucceeded(turn, current, output)),
      failed: (reason) => report((turn, current) => this.#interpreter.taskFailed(turn, current, reason)),
    });
  }

  /** The machine's own TimeoutSeconds; kept under an id that no branch has. */
  #armDeadline(live: LiveExecution): void {
    const { arn, deadlineAt } = live.record;
    if (deadlineAt === undefined) return;
    const cancelTimer = this.#options.clock.setTimer(deadlineAt, () => {
      void this.#perform(arn, async (turn) => {
        turn.emit('ExecutionTimedOut', 0, { error: 'States.Timeout' });
        turn.timeOut();
      });
    });
    live.activities.set(DEADLINE, { cancelTimer });
  }
}

const DEADLINE = -1;
