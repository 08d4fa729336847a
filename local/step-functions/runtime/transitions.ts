import type { State } from '../definition/machine.ts';
import type { Branch } from '../execution/branch.ts';
import type { EvaluationError } from '../expressions/evaluation-error.ts';
import type { LeaveOutcome, Outcome } from '../states/outcome.ts';
import type { Turn } from '../turn/turn.ts';
import type { Failure } from '../values/failure.ts';
import type { Json } from '../values/json.ts';

/**
 * The steps a transition is made of. Each kind of step is a class of its own; they reach each other through this
 * interface, which the interpreter puts together.
 */
export interface Transitions {
  /** Runs a piece of a state and does what it asks for. `follows`: the event that a failed evaluation hangs on. */
  run(
    turn: Turn,
    branch: Branch,
    state: State,
    follows: number,
    piece: () => Promise<Outcome>,
  ): Promise<void>;
  /** Leaves a state for the next one, or ends the branch. */
  leave(turn: Turn, branch: Branch, state: State, outcome: LeaveOutcome): Promise<void>;
  /** A state failed: retries, catches, or fails the branch. */
  fail(turn: Turn, branch: Branch, state: State, reason: Failure): Promise<void>;
  /** An expression of a state failed. */
  failEvaluation(
    turn: Turn,
    branch: Branch,
    state: State,
    follows: number,
    error: EvaluationError,
  ): Promise<void>;
  /** A branch of a Parallel or Map state reached its end. */
  childSucceeded(turn: Turn, child: Branch, parentId: number, output: Json): Promise<void>;
  /** A branch of a Parallel or Map state failed for good. */
  childFailed(turn: Turn, child: Branch, parentId: number, reason: Failure): Promise<void>;
}
