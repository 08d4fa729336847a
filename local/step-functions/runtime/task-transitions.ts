import type { TaskState } from '../definition/machine.ts';
import type { Branch, TaskPhase } from '../execution/branch.ts';
import { scheduledDetails, taskEventType, taskIdentity } from '../history/task-events.ts';
import type { TaskOutcome } from '../states/outcome.ts';
import { completeTask } from '../states/task.ts';
import { stateOf } from '../turn/live-execution.ts';
import { scopeOf } from '../turn/scope.ts';
import type { Turn } from '../turn/turn.ts';
import type { Failure } from '../values/failure.ts';
import type { Json } from '../values/json.ts';
import { isTooLarge, tooLarge } from './payload-limit.ts';
import type { Transitions } from './transitions.ts';

/** The life of a task: scheduled and started, perhaps handed over, then done, failed or timed out. */
export class TaskTransitions {
  readonly #transitions: Transitions;

  constructor(transitions: Transitions) {
    this.#transitions = transitions;
  }

  async schedule(turn: Turn, branch: Branch, state: TaskState, task: TaskOutcome): Promise<void> {
    if (isTooLarge(task.arguments)) {
      return this.#transitions.fail(turn, branch, state, tooLarge(state.name, false));
    }
    const { timeoutSeconds, heartbeatSeconds } = task;
    const details = scheduledDetails(state.resource, { ...task, region: regionOf(turn.record.arn) });
    const scheduled = turn.follow(branch, taskEventType(state.resource, 'Scheduled'), details);
    const started = turn.follow(
      scheduled,
      taskEventType(state.resource, 'Started'),
      taskIdentity(state.resource),
    );
    const phase: TaskPhase = {
      kind: 'task',
      token: task.token,
      arguments: task.arguments,
      stage: 'started',
      ...(timeoutSeconds === undefined
        ? {}
        : { timeoutSeconds, timeoutAt: turn.now + timeoutSeconds * 1000 }),
      ...(heartbeatSeconds === undefined
        ? {}
        : { heartbeatSeconds, heartbeatAt: turn.now + heartbeatSeconds * 1000 }),
    };
    turn.put({ ...started, phase });
  }

  /** The task was handed over to whoever will answer by its token. */
  submitted(turn: Turn, branch: Branch, phase: TaskPhase, output: Json): void {
    if (phase.stage === 'submitted') return;
    const { resource } = taskStateOf(turn, branch);
    const submitted = turn.follow(branch, 'TaskSubmitted', { ...taskIdentity(resource), output });
    turn.put({ ...submitted, phase: { ...phase, stage: 'submitted' } });
  }

  async succeeded(turn: Turn, branch: Branch, output: Json): Promise<void> {
    const state = taskStateOf(turn, branch);
    const { resource } = state;
    if (isTooLarge(output)) {
      const what = resource.kind === 'service' ? resource.resourceType : resource.kind;
      return this.failed(turn, branch, tooLarge(what, true));
    }
    const done = turn.follow(branch, taskEventType(resource, 'Succeeded'), {
      ...taskIdentity(resource),
      output,
    });
    const scope = scopeOf(turn, done, shownToken(state, done));
    await this.#transitions.run(turn, done, state, done.cursor, () => completeTask(state, scope, output));
  }

  async failed(turn: Turn, branch: Branch, reason: Failure): Promise<void> {
    const state = taskStateOf(turn, branch);
    const details = { ...taskIdentity(state.resource), error: reason.error, cause: reason.cause };
    const failed = turn.follow(branch, taskEventType(state.resource, 'Failed'), details);
    await this.#transitions.fail(turn, failed, state, reason);
  }

  /** A missed heartbeat shows as States.Timeout too, but can be told apart by Retry and Catch. */
  async timedOut(turn: Turn, branch: Branch, { timeoutAt, heartbeatAt }: TaskPhase): Promise<void> {
    const state = taskStateOf(turn, branch);
    const error = 'States.Timeout';
    const timedOut = turn.follow(branch, taskEventType(state.resource, 'TimedOut'), {
      ...taskIdentity(state.resource),
      error,
    });
    const isTimeout = (timeoutAt ?? Number.POSITIVE_INFINITY) <= (heartbeatAt ?? Number.POSITIVE_INFINITY);
    const reason = isTimeout ? { error } : { error, alsoKnownAs: ['States.HeartbeatTimeout'] };
    await this.#transitions.fail(turn, timedOut, state, reason);
  }
}

/** The Task state a branch is in. */
export function taskStateOf(turn: Turn, branch: Branch): TaskState {
  const state = stateOf(turn.machine, branch);
  if (state.type !== 'Task') throw new Error(`the state ${state.name} is no task`);
  return state;
}

/** The token in `$states.context`: only tasks that answer by it get to see it. */
export function shownToken({ resource }: TaskState, { phase }: Branch): { taskToken?: string } {
  return resource.pattern !== 'request-response' && phase.kind === 'task' ? { taskToken: phase.token } : {};
}

function regionOf(executionArn: string): string {
  return executionArn.split(':')[3] ?? '';
}
