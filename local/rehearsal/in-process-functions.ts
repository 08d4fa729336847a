import { actions } from '../../lambdas/actions/index.ts';
import { listHandlers } from '../../lambdas/handlers/index.ts';
import type { HandlerDeps } from '../../lambdas/handlers/table/handler-deps.ts';
import type { Invocation } from '../../lambdas/runtime/middleware/task.ts';
import type { InvokeLambda } from '../step-functions/task-executors/lambda.ts';
import { TaskError } from '../step-functions/values/failure.ts';

/** Nobody reads the logs of a rehearsal, and time stands still in a function. */
const invocation: Invocation = {
  log: { info: () => {}, warn: () => {}, error: () => {}, appendKeys: () => {} },
  count: () => {},
  timeLeft: () => Number.POSITIVE_INFINITY,
};

/** Lambda in this process: runs the tasks of the table over these ports, by the function's name in it. */
export function createInProcessFunctions(deps: () => HandlerDeps): InvokeLambda {
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
