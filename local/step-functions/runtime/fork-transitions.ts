import type { MapState, ParallelState, State } from '../definition/machine.ts';
import type { Branch } from '../execution/branch.ts';
import { EvaluationError } from '../expressions/evaluation-error.ts';
import { iterationInput, joinMap } from '../states/map.ts';
import type { ForkOutcome } from '../states/outcome.ts';
import { joinParallel } from '../states/parallel.ts';
import { stateOf } from '../turn/live-execution.ts';
import { scopeOf } from '../turn/scope.ts';
import type { Turn } from '../turn/turn.ts';
import type { Failure } from '../values/failure.ts';
import type { Json } from '../values/json.ts';
import {
  emitStateAborted,
  type ForkedBranch,
  hasEnded,
  isForked,
  joinedOutputs,
  makeChildren,
  nextChildToStart,
  stopChildren,
} from './fork.ts';
import type { Transitions } from './transitions.ts';

/** The life of a Parallel or Map state: its branches start, end one by one, and are joined. */
export class ForkTransitions {
  readonly #transitions: Transitions;

  constructor(transitions: Transitions) {
    this.#transitions = transitions;
  }

  async start(turn: Turn, branch: Branch, state: State, outcome: ForkOutcome): Promise<void> {
    const started =
      state.type === 'Map'
        ? turn.follow(branch, 'MapStateStarted', { length: outcome.children.length })
        : turn.follow(branch, 'ParallelStateStarted');
    await this.#continue(turn, makeChildren(turn, started, outcome), started.cursor, started.cursor);
  }

  async childSucceeded(turn: Turn, child: Branch, parentId: number, output: Json): Promise<void> {
    turn.put({ ...child, phase: { kind: 'succeeded', output } });
    const parent = forkedParent(turn, parentId);
    const last = this.#noteEnd(turn, parent, child, 'MapIterationSucceeded');
    const phase = { ...parent.phase, succeeded: parent.phase.succeeded + 1 };
    await this.#continue(turn, turn.put({ ...parent, phase }), child.cursor, last);
  }

  /** Fails the state too, unless a Map tolerates it. */
  async childFailed(turn: Turn, child: Branch, parentId: number, reason: Failure): Promise<void> {
    const parent = forkedParent(turn, parentId);
    const last = this.#noteEnd(turn, parent, child, 'MapIterationFailed');
    if (stateOf(turn.machine, child).type === 'Task') emitStateAborted(turn, child, child.cursor);
    const phase = { ...parent.phase, failed: parent.phase.failed + 1 };
    const counted = turn.put({ ...parent, phase });
    if (phase.failed <= phase.toleratedFailures) return this.#continue(turn, counted, child.cursor, last);
    stopChildren(turn, counted, child.cursor);
    const state = stateOf(turn.machine, parent);
    await this.#transitions.fail(turn, { ...counted, cursor: child.cursor }, state, reason);
  }

  /** Iterations of a Map leave a trace of their own. Returns the last event of the child. */
  #noteEnd(
    turn: Turn,
    parent: ForkedBranch,
    child: Branch,
    type: 'MapIterationSucceeded' | 'MapIterationFailed',
  ): number {
    if (stateOf(turn.machine, parent).type !== 'Map') return child.cursor;
    return turn.emit(type, child.cursor, { name: parent.state, index: child.index });
  }

  /** Starts what may start now, or joins when all have ended. New iterations follow event `follows`. */
  async #continue(turn: Turn, parent: ForkedBranch, follows: number, last: number): Promise<void> {
    const state = stateOf(turn.machine, parent);
    if (state.type !== 'Map' && state.type !== 'Parallel') return;
    if (hasEnded(parent)) return this.#join(turn, parent, state, last);
    let forked = parent;
    for (
      let child = nextChildToStart(turn, forked);
      child !== undefined;
      child = nextChildToStart(turn, forked)
    ) {
      try {
        await this.#startChild(turn, forked, state, child, follows);
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error;
        stopChildren(turn, forked, follows);
        return this.#transitions.failEvaluation(turn, forked, state, follows, error);
      }
      forked = turn.put({ ...forked, phase: { ...forked.phase, started: forked.phase.started + 1 } });
    }
  }

  /** Throws EvaluationError when the ItemSelector fails. */
  async #startChild(
    turn: Turn,
    parent: ForkedBranch,
    state: MapState | ParallelState,
    child: Branch,
    follows: number,
  ) {
    if (state.type === 'Parallel') {
      turn.put({ ...child, cursor: follows, phase: { kind: 'ready' } });
      return;
    }
    const input = await iterationInput(state, scopeOf(turn, parent), child.index, child.item ?? null);
    const details = { name: state.name, index: child.index };
    const started = turn.follow({ ...child, input, cursor: follows }, 'MapIterationStarted', details);
    turn.put({ ...started, phase: { kind: 'ready' } });
  }

  async #join(
    turn: Turn,
    parent: ForkedBranch,
    state: MapState | ParallelState,
    last: number,
  ): Promise<void> {
    const result = joinedOutputs(turn, parent);
    turn.emit(`${state.type}StateSucceeded`, last);
    const joined = turn.put({ ...parent, cursor: last });
    const scope = scopeOf(turn, joined);
    await this.#transitions.run(turn, joined, state, last, () =>
      state.type === 'Map' ? joinMap(state, scope, result) : joinParallel(state, scope, result),
    );
  }
}

function forkedParent(turn: Turn, id: number): ForkedBranch {
  const parent = turn.branch(id);
  if (!isForked(parent)) throw new Error(`branch ${id} has no branches of its own`);
  return parent;
}
