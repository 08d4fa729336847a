import { actions } from '../../lambdas/actions/index.ts';
import { listHandlers } from '../../lambdas/handlers/index.ts';
import type { HandlerDeps } from '../../lambdas/handlers/table/handler-deps.ts';
import type { LogDetails } from '../../lambdas/runtime/log/log.ts';
import type { Invocation } from '../../lambdas/runtime/middleware/task.ts';
import type { InvokeLambda } from '../step-functions/task-executors/lambda.ts';
import { TaskError } from '../step-functions/values/failure.ts';

/** One line of a function's log. */
export type OnLog = (message: string, details: LogDetails) => void;

/** Time stands still in a function. */
function invocationOf(onLog: OnLog): Invocation {
  const write = (message: string, details: LogDetails = {}) => onLog(message, details);
  return {
    log: { info: write, warn: write, error: write, appendKeys: () => {} },
    count: () => {},
    timeLeft: () => Number.POSITIVE_INFINITY,
  };
}

/** Lambda in this process: runs the tasks of the table over these ports, by the function's name in it. */
export function createInProcessFunctions(deps: () => HandlerDeps, onLog: OnLog = () => {}): InvokeLambda {
  const invocation = invocationOf(onLog);
  const handlers = new Map(listHandlers(actions).map((handler) => [handler.name, handler]));
  return async (name, event) => {
    const handler = handlers.get(name);
    if (handler === undefined) throw new TaskError('Lambda.ResourceNotFoundException', name);
    try {
      const task = await handler.loadTask();
      const result = await task.run(deps, event, invocation);
      return { payload: result === undefined ? null : JSON.parse(JSON.stringify(result)) };
    } catch (error) {
      const { name: errorType, message: errorMessage } =
        error instanceof Error ? error : new Error(String(error));
      return { functionError: { errorType, errorMessage } };
    }
  };
}
