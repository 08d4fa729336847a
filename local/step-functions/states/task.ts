import type { TaskState } from '../definition/machine.ts';
import { EvaluationError } from '../expressions/evaluation-error.ts';
import { NUMBER } from '../expressions/expected-type.ts';
import type { Template } from '../expressions/template.ts';
import type { Scope } from '../turn/scope.ts';
import type { Json } from '../values/json.ts';
import { leaving } from './leaving.ts';
import type { Outcome } from './outcome.ts';

/** Longest timeouts. https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
const LONGEST_TIMEOUT_SECONDS = 99_999_999;

/** Works out what the task is asked; also at each retry. */
export async function enterTask(state: TaskState, outer: Scope, token: string): Promise<Outcome> {
  const showsToken = state.resource.pattern !== 'request-response';
  const scope = showsToken ? outer.with({ taskToken: token }) : outer;
  const taskArguments = state.arguments === undefined ? scope.input : await scope.evaluate(state.arguments);
  return {
    kind: 'task',
    token,
    arguments: taskArguments,
    timeoutSeconds: await seconds(state.timeoutSeconds, 'TimeoutSeconds', scope),
    heartbeatSeconds: await seconds(state.heartbeatSeconds, 'HeartbeatSeconds', scope),
  };
}

export function completeTask(state: TaskState, scope: Scope, result: Json): Promise<Outcome> {
  return leaving(state, scope.with({ result }), result, state.next);
}

async function seconds(
  template: Template | undefined,
  field: string,
  scope: Scope,
): Promise<number | undefined> {
  if (template === undefined) return undefined;
  const value = await scope.evaluateTyped(template, NUMBER, field);
  if (Number.isInteger(value) && value >= 1 && value <= LONGEST_TIMEOUT_SECONDS) return value;
  throw new EvaluationError(
    `The ${field} field must be a whole number between 1 and ${LONGEST_TIMEOUT_SECONDS} but was: ${value}`,
    field,
  );
}
