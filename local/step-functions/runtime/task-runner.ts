import type { Branch, TaskPhase } from '../execution/branch.ts';
import type { RunningTask } from '../turn/activities.ts';
import { contextObject, parentOf, retryCount } from '../turn/context-object.ts';
import type { Turn } from '../turn/turn.ts';
import { type Failure, failure, TaskError } from '../values/failure.ts';
import type { Json } from '../values/json.ts';
import type { InvokeTask, TaskRequest } from '../values/task-request.ts';
import { shownToken, taskStateOf } from './task-transitions.ts';

/** What becomes of a task in the executor's hands. */
export interface TaskReports {
  submitted(output: Json): Promise<void>;
  succeeded(output: Json): Promise<void>;
  failed(reason: Failure): Promise<void>;
}

/** Hands the task that a branch waits for to the executor. `turn`: a view on the execution as it is stored. */
export function runTask(
  invokeTask: InvokeTask,
  turn: Turn,
  branch: Branch,
  phase: TaskPhase,
  reports: TaskReports,
): RunningTask {
  const state = taskStateOf(turn, branch);
  const { resource } = state;
  const isHandedOver = resource.kind === 'service' && resource.pattern === 'wait-for-task-token';
  const controller = new AbortController();
  let isSettled = false;
  const request: TaskRequest = {
    resource: resource.arn,
    arguments: phase.arguments,
    taskToken: phase.token,
    context: contextObject(turn, branch, shownToken(state, branch).taskToken),
    executionArn: turn.record.arn,
    stateName: state.name,
    path: pathOf(turn, branch),
    retryCount: retryCount(branch),
    signal: controller.signal,
    submitted: (output) => reports.submitted(output),
  };
  const invoke = async (): Promise<() => Promise<void>> => {
    try {
      const output = await invokeTask(request);
      return () => (isHandedOver ? reports.submitted(output) : reports.succeeded(output));
    } catch (error) {
      return () => reports.failed(failureOf(error));
    }
  };
  void invoke().then((report) => {
    isSettled = true;
    return report();
  });
  return {
    token: phase.token,
    abort: () => {
      if (!isSettled) controller.abort();
    },
  };
}

/** What was handed over waits for its token; a job is watched by its executor until it ends. */
export function needsExecutor(turn: Turn, branch: Branch, { stage }: TaskPhase): boolean {
  return stage === 'started' || taskStateOf(turn, branch).resource.pattern === 'sync';
}

/** The positions of a branch and of those around it, outermost first; empty for the root. */
function pathOf(turn: Turn, branch: Branch): readonly number[] {
  const parent = parentOf(turn, branch);
  return parent === undefined ? [] : [...pathOf(turn, parent), branch.index];
}

function failureOf(error: unknown): Failure {
  if (error instanceof TaskError) return failure(error.error, error.causeText);
  return error instanceof Error ? failure(error.name, error.message) : failure('Error', String(error));
}
