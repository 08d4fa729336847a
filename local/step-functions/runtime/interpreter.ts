import type { State } from '../definition/machine.ts';
import { type Branch, ROOT_BRANCH, type TaskPhase } from '../execution/branch.ts';
import { EvaluationError } from '../expressions/evaluation-error.ts';
import { enterState } from '../states/enter-state.ts';
import type { LeaveOutcome, Outcome } from '../states/outcome.ts';
import { resumeWait } from '../states/wait.ts';
import { stateOf } from '../turn/live-execution.ts';
import { scopeOf } from '../turn/scope.ts';
import type { Turn } from '../turn/turn.ts';
import { type Failure, failure } from '../values/failure.ts';
import type { Json } from '../values/json.ts';
import { FailureTransitions } from './failure-transitions.ts';
import { removeDescendants } from './fork.ts';
import { ForkTransitions } from './fork-transitions.ts';
import { leavesTooMuch, tooLarge } from './payload-limit.ts';
import { stateErrorText } from './state-error.ts';
import { makeTaskToken } from './task-token.ts';
import { TaskTransitions, taskStateOf } from './task-transitions.ts';
import type { Transitions } from './transitions.ts';

export interface InterpreterSources {
  /** In [0, 1), for retry jitter. */
  random(): number;
  uuid(): string;
}

/** As AWS words it. */
const NO_CHOICE = 'Failed to transition out of the state. The state does not point to a next state.';

/** Computes transitions: what happened to a branch goes in, events and changed branches go into the turn. */
export class Interpreter implements Transitions {
  readonly #sources: InterpreterSources;
  readonly #tasks: TaskTransitions;
  readonly #forks: ForkTransitions;
  readonly #failures: FailureTransitions;

  constructor(sources: InterpreterSources) {
    this.#sources = sources;
    this.#tasks = new TaskTransitions(this);
    this.#forks = new ForkTransitions(this);
    this.#failures = new FailureTransitions(this, () => sources.random());
  }

  /** A branch that is `ready` enters its state. */
  async enter(turn: Turn, ready: Branch): Promise<void> {
    const state = stateOf(turn.machine, ready);
    const details = { name: state.name, input: ready.input };
    const eventId = turn.emit(`${state.type}StateEntered`, ready.cursor, details);
    const branch = turn.put({ ...ready, cursor: eventId, entered: { eventId, at: turn.now } });
    // AWS hangs a failed evaluation on the event before the state was entered, except in Wait states.
    await this.#attempt(turn, branch, state, state.type === 'Wait' ? eventId : ready.cursor);
  }

  /** The time has come that a waiting, retrying or running branch was to be woken at. */
  async wake(turn: Turn, branch: Branch): Promise<void> {
    const state = stateOf(turn.machine, branch);
    const { phase } = branch;
    if (phase.kind === 'waiting' && state.type === 'Wait') {
      await this.run(turn, branch, state, branch.cursor, () => resumeWait(state, scopeOf(turn, branch)));
    } else if (phase.kind === 'retrying') {
      await this.#attempt(turn, branch, state, branch.cursor);
    } else if (phase.kind === 'task') {
      await this.#tasks.timedOut(turn, branch, phase);
    }
  }

  taskSubmitted(turn: Turn, branch: Branch, phase: TaskPhase, output: Json): void {
    this.#tasks.submitted(turn, branch, phase, output);
  }

  taskSucceeded(turn: Turn, branch: Branch, output: Json): Promise<void> {
    return this.#tasks.succeeded(turn, branch, output);
  }

  taskFailed(turn: Turn, branch: Branch, reason: Failure): Promise<void> {
    return this.#tasks.failed(turn, branch, reason);
  }

  async run(
    turn: Turn,
    branch: Branch,
    state: State,
    follows: number,
    piece: () => Promise<Outcome>,
  ): Promise<void> {
    let outcome: Outcome;
    try {
      outcome = await piece();
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      return this.failEvaluation(turn, branch, state, follows, error);
    }
    switch (outcome.kind) {
      case 'leave':
        return this.leave(turn, branch, state, outcome);
      case 'fail':
        return this.fail(turn, branch, state, outcome.failure);
      case 'no-choice':
        return this.fail(
          turn,
          branch,
          state,
          failure('States.NoChoiceMatched', stateErrorText(branch, NO_CHOICE)),
        );
      case 'wait':
        turn.put({ ...branch, phase: { kind: 'waiting', until: outcome.until } });
        return;
      case 'task':
        return this.#tasks.schedule(turn, branch, taskStateOf(turn, branch), outcome);
      case 'fork':
        return this.#forks.start(turn, branch, state, outcome);
    }
  }

  async leave(turn: Turn, branch: Branch, state: State, outcome: LeaveOutcome): Promise<void> {
    if (leavesTooMuch(outcome)) return this.fail(turn, branch, state, tooLarge(state.name, false));
    const { output, assigned, next } = outcome;
    removeDescendants(turn, branch.phase);
    const details = { name: state.name, output, assignedVariables: assigned };
    const { entered: _entered, ...left } = turn.follow(branch, `${state.type}StateExited`, details);
    const variables = assigned === undefined ? branch.variables : { ...branch.variables, ...assigned };
    if (next !== undefined) {
      turn.put({ ...left, state: next, input: output, variables, retries: [], phase: { kind: 'ready' } });
    } else if (left.parentId !== undefined) {
      await this.childSucceeded(turn, { ...left, variables }, left.parentId, output);
    } else {
      turn.emit('ExecutionSucceeded', left.cursor, { output });
      turn.remove(ROOT_BRANCH);
      turn.succeed(output);
    }
  }

  fail(turn: Turn, branch: Branch, state: State, reason: Failure): Promise<void> {
    return this.#failures.fail(turn, branch, state, reason);
  }

  failEvaluation(
    turn: Turn,
    branch: Branch,
    state: State,
    follows: number,
    error: EvaluationError,
  ): Promise<void> {
    return this.#failures.failEvaluation(turn, branch, state, follows, error);
  }

  childSucceeded(turn: Turn, child: Branch, parentId: number, output: Json): Promise<void> {
    return this.#forks.childSucceeded(turn, child, parentId, output);
  }

  childFailed(turn: Turn, child: Branch, parentId: number, reason: Failure): Promise<void> {
    return this.#forks.childFailed(turn, child, parentId, reason);
  }

  /** Does what the state does, for the first time or again. */
  #attempt(turn: Turn, branch: Branch, state: State, follows: number): Promise<void> {
    const token = makeTaskToken({ executionArn: turn.record.arn, branchId: branch.id }, this.#sources.uuid());
    const scope = scopeOf(turn, branch);
    return this.run(turn, branch, state, follows, () => enterState(state, scope, token));
  }
}
