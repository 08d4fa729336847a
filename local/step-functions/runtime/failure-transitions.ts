import type { MapState, ParallelState, State, TaskState } from '../definition/machine.ts';
import type { Branch } from '../execution/branch.ts';
import { EvaluationError } from '../expressions/evaluation-error.ts';
import { leaving } from '../states/leaving.ts';
import type { LeaveOutcome } from '../states/outcome.ts';
import { scopeOf } from '../turn/scope.ts';
import type { Turn } from '../turn/turn.ts';
import { errorOutput, type Failure, failure } from '../values/failure.ts';
import { removeDescendants } from './fork.ts';
import { leavesTooMuch, tooLarge } from './payload-limit.ts';
import { decideRetry, findCatcher } from './recovery.ts';
import { stateErrorText } from './state-error.ts';
import { shownToken } from './task-transitions.ts';
import type { Transitions } from './transitions.ts';

type RecoveringState = TaskState | ParallelState | MapState;

/** What follows when a state fails: another attempt, a catcher, or the end of the branch. */
export class FailureTransitions {
  readonly #transitions: Transitions;
  readonly #random: () => number;

  constructor(transitions: Transitions, random: () => number) {
    this.#transitions = transitions;
    this.#random = random;
  }

  async fail(turn: Turn, branch: Branch, state: State, reason: Failure): Promise<void> {
    if (!isRecovering(state)) return this.#failBranch(turn, branch, reason);
    const retry = decideRetry(state, branch.retries, reason, this.#random);
    if (retry !== undefined) {
      removeDescendants(turn, branch.phase);
      const until = turn.now + retry.delayMilliseconds;
      turn.put({ ...branch, retries: retry.retries, phase: { kind: 'retrying', until } });
      return;
    }
    await this.#catch(turn, noteFailed(turn, branch, state), state, reason);
  }

  async failEvaluation(
    turn: Turn,
    branch: Branch,
    state: State,
    follows: number,
    error: EvaluationError,
  ): Promise<void> {
    const reason = evaluationFailure(branch, error);
    await this.fail(turn, noteEvaluationFailed(turn, branch, state, follows, error, reason), state, reason);
  }

  async #catch(turn: Turn, branch: Branch, state: RecoveringState, reason: Failure): Promise<void> {
    const catcher = findCatcher(state, reason);
    if (catcher === undefined) return this.#failBranch(turn, branch, reason);
    const token = state.type === 'Task' ? shownToken(state, branch) : {};
    const caught = errorOutput(reason);
    const scope = scopeOf(turn, branch, { errorOutput: caught, ...token });
    let left: LeaveOutcome;
    try {
      left = await leaving(catcher, scope, caught, catcher.next);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      const broken = evaluationFailure(branch, error);
      const noted = noteEvaluationFailed(turn, branch, state, branch.cursor, error, broken);
      return this.#failBranch(turn, noted, broken);
    }
    // What goes wrong in a catcher is not caught again.
    if (leavesTooMuch(left)) return this.#failBranch(turn, branch, tooLarge(state.name, false));
    await this.#transitions.leave(turn, branch, state, left);
  }

  /** The branch is kept as it failed, for a redrive. */
  async #failBranch(turn: Turn, branch: Branch, reason: Failure): Promise<void> {
    const failed = turn.put({ ...branch, phase: { kind: 'failed', failure: reason, was: branch.phase } });
    if (failed.parentId !== undefined) {
      return this.#transitions.childFailed(turn, failed, failed.parentId, reason);
    }
    turn.emit('ExecutionFailed', failed.cursor, { error: reason.error, cause: reason.cause });
    turn.fail(reason);
  }
}

function isRecovering(state: State): state is RecoveringState {
  return state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map';
}

/** Tasks said so already by an event of their own. */
function noteFailed(turn: Turn, branch: Branch, { type }: RecoveringState): Branch {
  return type === 'Task' ? branch : turn.follow(branch, `${type}StateFailed`);
}

function noteEvaluationFailed(
  turn: Turn,
  branch: Branch,
  { name }: State,
  follows: number,
  { location }: EvaluationError,
  { error, cause }: Failure,
): Branch {
  const eventId = turn.emit('EvaluationFailed', follows, { state: name, location, error, cause });
  return turn.put({ ...branch, cursor: eventId });
}

function evaluationFailure(branch: Branch, { message }: EvaluationError): Failure {
  return failure('States.QueryEvaluationError', stateErrorText(branch, message));
}
