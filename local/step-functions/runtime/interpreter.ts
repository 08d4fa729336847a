import type { MapState, ParallelState, State, TaskState } from '../definition/machine.ts';
import { EvaluationError } from '../expressions/evaluation-error.ts';
import { errorOutput, type Failure, failure } from '../failure.ts';
import type { EventDetails } from '../history/event.ts';
import { scheduledDetails, taskEventType, taskIdentity } from '../history/task-events.ts';
import { type Json, jsonByteLength } from '../json.ts';
import { enterState } from '../states/enter-state.ts';
import { leaving } from '../states/leaving.ts';
import { iterationInput, joinMap } from '../states/map.ts';
import type { LeaveOutcome, Outcome, TaskOutcome } from '../states/outcome.ts';
import { joinParallel } from '../states/parallel.ts';
import { completeTask } from '../states/task.ts';
import { resumeWait } from '../states/wait.ts';
import { type Branch, ROOT_BRANCH, type TaskPhase } from './branch.ts';
import {
  emitStateAborted,
  type ForkedBranch,
  hasEnded,
  isForked,
  joinedOutputs,
  makeChildren,
  nextChildToStart,
  removeDescendants,
  stopChildren,
} from './fork.ts';
import { stateOf } from './live-execution.ts';
import { decideRetry, findCatcher } from './recovery.ts';
import { scopeOf } from './scope.ts';
import { makeTaskToken } from './task-token.ts';
import type { Turn } from './turn.ts';

/** Largest state output, task result and set of assigned variables: 256 KiB of UTF-8. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const LARGEST_PAYLOAD_BYTES = 262_144;

export interface InterpreterSources {
  /** In [0, 1), for retry jitter. */
  random(): number;
  uuid(): string;
}

/** Computes transitions: what happened to a branch goes in, events and changed branches go into the turn. */
export class Interpreter {
  readonly #sources: InterpreterSources;

  constructor(sources: InterpreterSources) {
    this.#sources = sources;
  }

  /** A branch that is `ready` enters its state. */
  async enter(turn: Turn, ready: Branch): Promise<void> {
    const state = stateOf(turn.machine, ready);
    const eventId = turn.emit(`${state.type}StateEntered`, ready.cursor, {
      name: state.name,
      input: ready.input,
    });
    const branch = turn.put({ ...ready, cursor: eventId, entered: { eventId, at: turn.now } });
    // AWS hangs a failed evaluation on the event before the state was entered, except in Wait states.
    await this.#attempt(turn, branch, state, state.type === 'Wait' ? eventId : ready.cursor);
  }

  /** The time has come that a waiting, retrying or running branch was to be woken at. */
  async wake(turn: Turn, branch: Branch): Promise<void> {
    const state = stateOf(turn.machine, branch);
    const { phase } = branch;
    if (phase.kind === 'waiting' && state.type === 'Wait') {
      await this.#run(turn, branch, state, branch.cursor, () => resumeWait(state, scopeOf(turn, branch)));
    } else if (phase.kind === 'retrying') {
      await this.#attempt(turn, branch, state, branch.cursor);
    } else if (phase.kind === 'task' && state.type === 'Task') {
      await this.#timeOutTask(turn, branch, state, phase);
    }
  }

  /** A task was handed over to whoever will answer by its token. */
  taskSubmitted(turn: Turn, branch: Branch, phase: TaskPhase, output: Json): void {
    if (phase.stage === 'submitted') return;
    const { resource } = taskStateOf(turn, branch);
    const submitted = turn.follow(branch, 'TaskSubmitted', { ...taskIdentity(resource), output });
    turn.put({ ...submitted, phase: { ...phase, stage: 'submitted' } });
  }

  async taskSucceeded(turn: Turn, branch: Branch, output: Json): Promise<void> {
    const state = taskStateOf(turn, branch);
    const { resource } = state;
    if (jsonByteLength(output, LARGEST_PAYLOAD_BYTES) > LARGEST_PAYLOAD_BYTES) {
      return this.taskFailed(
        turn,
        branch,
        tooLarge(resource.kind === 'service' ? resource.resourceType : resource.kind),
      );
    }
    const details = { ...taskIdentity(resource), output };
    const done = turn.follow(branch, taskEventType(resource, 'Succeeded'), details);
    await this.#run(turn, done, state, done.cursor, () =>
      completeTask(state, scopeOf(turn, done, tokenOf(state, done)), output),
    );
  }

  async taskFailed(turn: Turn, branch: Branch, reason: Failure): Promise<void> {
    const state = taskStateOf(turn, branch);
    const details = { ...taskIdentity(state.resource), error: reason.error, cause: reason.cause };
    const failed = turn.follow(branch, taskEventType(state.resource, 'Failed'), details);
    await this.#fail(turn, failed, state, reason);
  }

  async #timeOutTask(turn: Turn, branch: Branch, state: TaskState, phase: TaskPhase): Promise<void> {
    const isTimeout =
      (phase.timeoutAt ?? Number.POSITIVE_INFINITY) <= (phase.heartbeatAt ?? Number.POSITIVE_INFINITY);
    const error = 'States.Timeout';
    const details = { ...taskIdentity(state.resource), error };
    const timedOut = turn.follow(branch, taskEventType(state.resource, 'TimedOut'), details);
    await this.#fail(
      turn,
      timedOut,
      state,
      isTimeout ? { error } : { error, alsoKnownAs: ['States.HeartbeatTimeout'] },
    );
  }

  /** Does what the state does, for the first time or again. */
  async #attempt(turn: Turn, branch: Branch, state: State, evaluationFollows: number): Promise<void> {
    const token = makeTaskToken({ executionArn: turn.record.arn, branchId: branch.id }, this.#sources.uuid());
    const scope = scopeOf(turn, branch, state.type === 'Task' && hasToken(state) ? { taskToken: token } : {});
    await this.#run(turn, branch, state, evaluationFollows, () => enterState(state, scope), token);
  }

  /** Runs a piece of a state and does what it asks for. A failing expression fails the state. */
  async #run(
    turn: Turn,
    branch: Branch,
    state: State,
    evaluationFollows: number,
    piece: () => Promise<Outcome>,
    token = '',
  ): Promise<void> {
    let outcome: Outcome;
    try {
      outcome = await piece();
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      return this.#failEvaluation(turn, branch, state, evaluationFollows, error);
    }
    switch (outcome.kind) {
      case 'leave':
        return this.#leave(turn, branch, state, outcome);
      case 'fail':
        return this.#fail(turn, branch, state, outcome.failure);
      case 'wait':
        turn.put({ ...branch, phase: { kind: 'waiting', until: outcome.until } });
        return;
      case 'task':
        return this.#schedule(turn, branch, taskStateOf(turn, branch), outcome, token);
      case 'fork': {
        const details = state.type === 'Map' ? { length: outcome.children.length } : {};
        const started = turn.follow(
          branch,
          state.type === 'Map' ? 'MapStateStarted' : 'ParallelStateStarted',
          details,
        );
        return this.#continueFork(turn, makeChildren(turn, started, outcome), started.cursor, started.cursor);
      }
    }
  }

  #schedule(turn: Turn, branch: Branch, state: TaskState, task: TaskOutcome, token: string): Promise<void> {
    const { timeoutSeconds, heartbeatSeconds } = task;
    if (jsonByteLength(task.arguments, LARGEST_PAYLOAD_BYTES) > LARGEST_PAYLOAD_BYTES) {
      return this.#fail(turn, branch, state, { ...tooLarge(state.name), uncatchable: true });
    }
    const details = scheduledDetails(state.resource, { ...task, region: regionOf(turn.record.arn) });
    const scheduled = turn.follow(branch, taskEventType(state.resource, 'Scheduled'), details);
    const started = turn.follow(
      scheduled,
      taskEventType(state.resource, 'Started'),
      taskIdentity(state.resource),
    );
    const phase: TaskPhase = {
      kind: 'task',
      token,
      arguments: task.arguments,
      stage: 'started',
      ...(timeoutSeconds === undefined ? {} : { timeoutAt: turn.now + timeoutSeconds * 1000 }),
      ...(heartbeatSeconds === undefined
        ? {}
        : { heartbeatSeconds, heartbeatAt: turn.now + heartbeatSeconds * 1000 }),
    };
    turn.put({ ...started, phase });
    return Promise.resolve();
  }

  async #leave(
    turn: Turn,
    branch: Branch,
    state: State,
    { output, assigned, next }: LeaveOutcome,
  ): Promise<void> {
    const isTooLarge = [output, assigned ?? null].some(
      (value) => jsonByteLength(value, LARGEST_PAYLOAD_BYTES) > LARGEST_PAYLOAD_BYTES,
    );
    if (isTooLarge) return this.#fail(turn, branch, state, { ...tooLarge(state.name), uncatchable: true });
    removeDescendants(turn, branch.phase);
    const exit: EventDetails = { name: state.name, output, assignedVariables: assigned };
    const { entered: _entered, ...left } =
      state.type === 'Fail' ? branch : turn.follow(branch, `${state.type}StateExited`, exit);
    const variables = assigned === undefined ? branch.variables : { ...branch.variables, ...assigned };
    if (next === undefined) {
      await this.#endBranch(turn, { ...left, variables }, output);
    } else {
      turn.put({ ...left, state: next, input: output, variables, retries: [], phase: { kind: 'ready' } });
    }
  }

  async #endBranch(turn: Turn, branch: Branch, output: Json): Promise<void> {
    if (branch.parentId === undefined) {
      turn.emit('ExecutionSucceeded', branch.cursor, { output });
      turn.remove(ROOT_BRANCH);
      turn.succeed(output);
      return;
    }
    turn.put({ ...branch, phase: { kind: 'succeeded', output } });
    const parent = forkedParent(turn, branch.parentId);
    const isMap = stateOf(turn.machine, parent).type === 'Map';
    const iteration = { name: parent.state, index: branch.index };
    const last = isMap ? turn.emit('MapIterationSucceeded', branch.cursor, iteration) : branch.cursor;
    const phase = { ...parent.phase, succeeded: parent.phase.succeeded + 1 };
    await this.#continueFork(turn, turn.put({ ...parent, phase }), branch.cursor, last);
  }

  /** Starts what may start now, or joins when all have ended. New iterations follow event `follows`. */
  async #continueFork(turn: Turn, parent: ForkedBranch, follows: number, last: number): Promise<void> {
    const state = stateOf(turn.machine, parent);
    if (state.type !== 'Map' && state.type !== 'Parallel') return;
    if (hasEnded(parent)) {
      const result = joinedOutputs(turn, parent);
      turn.emit(`${state.type}StateSucceeded`, last);
      const joined = turn.put({ ...parent, cursor: last });
      const scope = scopeOf(turn, joined);
      const join = () =>
        state.type === 'Map' ? joinMap(state, scope, result) : joinParallel(state, scope, result);
      return this.#run(turn, joined, state, last, join);
    }
    let forked = parent;
    for (
      let child = nextChildToStart(turn, forked);
      child !== undefined;
      child = nextChildToStart(turn, forked)
    ) {
      const isStarted = await this.#startChild(
        turn,
        forked,
        state.type === 'Map' ? state : undefined,
        child,
        follows,
      );
      if (!isStarted) return;
      forked = { ...forked, phase: { ...forked.phase, started: forked.phase.started + 1 } };
      turn.put(forked);
    }
  }

  async #startChild(
    turn: Turn,
    parent: ForkedBranch,
    map: MapState | undefined,
    child: Branch,
    follows: number,
  ): Promise<boolean> {
    if (map === undefined) {
      turn.put({ ...child, cursor: follows, phase: { kind: 'ready' } });
      return true;
    }
    try {
      const input = await iterationInput(map, scopeOf(turn, parent), child.index, child.item ?? null);
      const started = { ...child, input, cursor: follows };
      turn.put({
        ...turn.follow(started, 'MapIterationStarted', { name: map.name, index: child.index }),
        phase: { kind: 'ready' },
      });
      return true;
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      stopChildren(turn, parent, follows);
      await this.#failEvaluation(turn, parent, map, follows, error);
      return false;
    }
  }

  async #failEvaluation(
    turn: Turn,
    branch: Branch,
    state: State,
    follows: number,
    error: EvaluationError,
  ): Promise<void> {
    const failed = evaluationFailure(turn, branch, state, follows, error);
    await this.#fail(turn, failed.branch, state, failed.reason);
  }

  /** Retries, catches, or lets the failure go up. */
  async #fail(turn: Turn, branch: Branch, state: State, reason: Failure): Promise<void> {
    if (!isRecovering(state)) return this.#failBranch(turn, branch, reason);
    const retry = decideRetry(state, branch.retries, reason, () => this.#sources.random());
    if (retry !== undefined) {
      removeDescendants(turn, branch.phase);
      const until = turn.now + retry.delayMilliseconds;
      turn.put({ ...branch, retries: retry.retries, phase: { kind: 'retrying', until } });
      return;
    }
    const failed =
      state.type === 'Task'
        ? branch
        : turn.follow(branch, state.type === 'Map' ? 'MapStateFailed' : 'ParallelStateFailed');
    const catcher = findCatcher(state, reason);
    if (catcher === undefined) return this.#failBranch(turn, failed, reason);
    const scope = scopeOf(turn, failed, { errorOutput: errorOutput(reason), ...tokenOf(state, failed) });
    try {
      const left = await leaving(catcher, scope, errorOutput(reason), catcher.next);
      await this.#leave(turn, failed, state, left);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      const { branch: broken, reason: brokenCatcher } = evaluationFailure(
        turn,
        failed,
        state,
        failed.cursor,
        error,
      );
      await this.#failBranch(turn, broken, brokenCatcher);
    }
  }

  /** The branch has failed for good: so does what it belongs to, unless a Map tolerates it. */
  async #failBranch(turn: Turn, branch: Branch, reason: Failure): Promise<void> {
    turn.put({ ...branch, phase: { kind: 'failed', failure: reason, was: branch.phase } });
    if (branch.parentId === undefined) {
      turn.emit('ExecutionFailed', branch.cursor, { error: reason.error, cause: reason.cause });
      turn.fail(reason);
      return;
    }
    const parent = forkedParent(turn, branch.parentId);
    const state = stateOf(turn.machine, parent);
    const iteration = { name: parent.state, index: branch.index };
    const last =
      state.type === 'Map' ? turn.emit('MapIterationFailed', branch.cursor, iteration) : branch.cursor;
    if (stateOf(turn.machine, branch).type === 'Task') emitStateAborted(turn, branch, branch.cursor);
    const phase = { ...parent.phase, failed: parent.phase.failed + 1 };
    const counted = turn.put({ ...parent, phase });
    if (phase.failed <= phase.toleratedFailures)
      return this.#continueFork(turn, counted, branch.cursor, last);
    stopChildren(turn, counted, branch.cursor);
    await this.#fail(turn, { ...counted, cursor: branch.cursor }, state, reason);
  }
}

/** Notes that an expression failed; nothing is decided yet. */
function evaluationFailure(
  turn: Turn,
  branch: Branch,
  state: State,
  follows: number,
  error: EvaluationError,
): { branch: Branch; reason: Failure } {
  const entered = branch.entered?.eventId ?? branch.cursor;
  const cause = `An error occurred while executing the state '${state.name}' (entered at the event id #${entered}). ${error.message}`;
  const reason = failure('States.QueryEvaluationError', cause);
  const details = { state: state.name, location: error.location, error: reason.error, cause };
  return { branch: turn.put({ ...branch, cursor: turn.emit('EvaluationFailed', follows, details) }), reason };
}

function isRecovering(state: State): state is TaskState | ParallelState | MapState {
  return state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map';
}

function taskStateOf(turn: Turn, branch: Branch): TaskState {
  const state = stateOf(turn.machine, branch);
  if (state.type !== 'Task') throw new Error(`the state ${state.name} is no task`);
  return state;
}

function forkedParent(turn: Turn, id: number): ForkedBranch {
  const parent = turn.branch(id);
  if (!isForked(parent)) throw new Error(`branch ${id} has no branches of its own`);
  return parent;
}

/** Only tasks that answer by token get to see it. */
function hasToken({ resource }: TaskState): boolean {
  return resource.pattern !== 'request-response';
}

function tokenOf(state: State, { phase }: Branch): { taskToken?: string } {
  return state.type === 'Task' && hasToken(state) && phase.kind === 'task' ? { taskToken: phase.token } : {};
}

function tooLarge(what: string): Failure {
  return failure(
    'States.DataLimitExceeded',
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

function regionOf(executionArn: string): string {
  return executionArn.split(':')[3] ?? '';
}
