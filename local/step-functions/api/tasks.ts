import type { TaskCallbackResult } from '../runtime/runtime.ts';
import { readTaskToken, type TaskAddress } from '../runtime/task-token.ts';
import { failure } from '../values/failure.ts';
import { type Json, parseJson } from '../values/json.ts';
import { ApiError } from './api-error.ts';
import { LONGEST_CAUSE, LONGEST_ERROR } from './executions.ts';
import type { Operation } from './operation.ts';
import type { Request } from './request.ts';

export const sendTaskSuccess = (async (context, request) => {
  const { executionArn, branchId, token } = readAddress(request);
  const output = readOutput(request.string('output'));
  return accepted(await context.runtime.completeTask(executionArn, branchId, token, { output }));
}) satisfies Operation;

export const sendTaskFailure = (async (context, request) => {
  const { executionArn, branchId, token } = readAddress(request);
  const reason = failure(
    request.optionalString('error', LONGEST_ERROR),
    request.optionalString('cause', LONGEST_CAUSE),
  );
  return accepted(await context.runtime.completeTask(executionArn, branchId, token, { failure: reason }));
}) satisfies Operation;

export const sendTaskHeartbeat = (async (context, request) => {
  const { executionArn, branchId, token } = readAddress(request);
  return accepted(await context.runtime.heartbeat(executionArn, branchId, token));
}) satisfies Operation;

function readAddress(request: Request): TaskAddress & { token: string } {
  const token = request.string('taskToken');
  const address = readTaskToken(token);
  if (address === undefined) throw new ApiError('InvalidToken', "Invalid Token: 'Invalid token'");
  return { ...address, token };
}

function readOutput(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    throw new ApiError(
      'InvalidOutput',
      `Invalid Output: '${error instanceof Error ? error.message : String(error)}'`,
    );
  }
}

function accepted(outcome: TaskCallbackResult): Record<string, never> {
  switch (outcome) {
    case 'accepted':
      return {};
    case 'closed':
      throw new ApiError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    case 'unknown-execution':
      throw new ApiError('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
    case 'engine-stopped':
      throw new Error('the engine has stopped');
    default:
      return outcome satisfies never;
  }
}
