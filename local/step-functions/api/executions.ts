import type { ExecutionRecord, ExecutionStatus } from '../execution/execution-record.ts';
import { failure } from '../values/failure.ts';
import { type Json, parseJson } from '../values/json.ts';
import { ApiError } from './api-error.ts';
import { checkExecutionArn, checkName, executionArn } from './arns.ts';
import type { ApiContext, Operation } from './operation.ts';
import { makePageToken, readPageToken } from './page-token.ts';
import { findMachine } from './state-machines.ts';

const STATUSES = [
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
] as const satisfies readonly ExecutionStatus[];
const LARGEST_INPUT_BYTES = 262_144;
/** In characters. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html */
export const LONGEST_ERROR = 256;
export const LONGEST_CAUSE = 32_768;
/** https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */
const MOST_REDRIVABLE_EVENTS = 24_999;

/** The same name and input as a running execution gives that execution; any other use of a name is refused. */
export const startExecution = ((context, request) => {
  const machine = findMachine(context, request.string('stateMachineArn'));
  const name = request.optionalString('name') ?? context.uuid();
  const input = request.optionalString('input') ?? '{}';
  checkName(name);
  checkInput(input);
  const arn = executionArn(machine.arn, name);
  const existing = context.store.getExecution(arn);
  if (existing !== undefined) {
    if (existing.status === 'RUNNING' && existing.input === input) return started(existing);
    throw new ApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  }
  const record: ExecutionRecord = {
    arn,
    name,
    stateMachineArn: machine.arn,
    stateMachineName: machine.name,
    roleArn: machine.roleArn,
    revisionId: machine.revisionId,
    input,
    traceHeader: request.optionalString('traceHeader'),
    startedAt: context.clock.now(),
    deadlineAt: deadline(context, machine.revisionId),
    status: 'RUNNING',
    lastEventId: 0,
    lastBranchId: 0,
    redriveCount: 0,
  };
  context.runtime.begin(record);
  return started(record);
}) satisfies Operation;

export const describeExecution = ((context, request) => {
  const execution = findExecution(context, request.string('executionArn'));
  const included = request.optionalOneOf('includedData', ['ALL_DATA', 'METADATA_ONLY']) !== 'METADATA_ONLY';
  const data: ExecutionData = included ? executionData(execution) : {};
  return {
    ...summary(execution),
    ...data,
    error: execution.error,
    cause: execution.cause,
    traceHeader: execution.traceHeader,
    ...redriveStatus(execution),
  };
}) satisfies Operation;

export const listExecutions = ((context, request) => {
  const machine = findMachine(context, request.string('stateMachineArn'));
  const subject = `executions ${machine.arn}`;
  const page = context.store.listExecutions({
    stateMachineArn: machine.arn,
    status: request.optionalOneOf('statusFilter', STATUSES),
    limit: request.pageSize('maxResults', 100, 1000),
    before: readPageToken(subject, request.optionalString('nextToken')),
  });
  return {
    executions: page.executions.map(summary),
    nextToken: page.next === undefined ? undefined : makePageToken(subject, page.next),
  };
}) satisfies Operation;

/** Stopping what has ended is fine and changes nothing. */
export const stopExecution = (async (context, request) => {
  const { arn } = findExecution(context, request.string('executionArn'));
  const error = request.optionalString('error', LONGEST_ERROR);
  await context.runtime.abort(arn, failure(error, request.optionalString('cause', LONGEST_CAUSE)));
  const { stoppedAt } = findExecution(context, arn);
  return { stopDate: new Date(stoppedAt ?? context.clock.now()) };
}) satisfies Operation;

/** Continues from the states that did not succeed. */
export const redriveExecution = ((context, request) => {
  const execution = findExecution(context, request.string('executionArn'));
  const { redriveStatusReason: reason } = redriveStatus(execution);
  if (reason !== undefined) throw new ApiError('ExecutionNotRedrivable', reason);
  context.runtime.redrive(execution, deadline(context, execution.revisionId));
  return { redriveDate: new Date(findExecution(context, execution.arn).redrivenAt ?? context.clock.now()) };
}) satisfies Operation;

/** Throws InvalidArn or ExecutionDoesNotExist. */
export function findExecution(context: ApiContext, arn: string): ExecutionRecord {
  checkExecutionArn(arn);
  const execution = context.store.getExecution(arn);
  if (execution === undefined)
    throw new ApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return execution;
}

function checkInput(input: string): Json {
  try {
    if (Buffer.byteLength(input) <= LARGEST_INPUT_BYTES) return parseJson(input);
  } catch (error) {
    throw invalidInput(error instanceof Error ? error.message : String(error));
  }
  throw invalidInput(`the input exceeds ${LARGEST_INPUT_BYTES} bytes`);
}

function invalidInput(reason: string): ApiError {
  return new ApiError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
}

function deadline({ machineOf, clock }: ApiContext, revisionId: string): number | undefined {
  const { timeoutSeconds } = machineOf(revisionId);
  return timeoutSeconds === undefined ? undefined : clock.now() + timeoutSeconds * 1000;
}

interface ExecutionData {
  readonly input?: string;
  readonly inputDetails?: { readonly included: true };
  readonly output?: string;
  readonly outputDetails?: { readonly included: true };
}

function executionData({ input, output }: ExecutionRecord): ExecutionData {
  const given = { input, inputDetails: { included: true } } as const;
  if (output === undefined) return given;
  return { ...given, output: JSON.stringify(output), outputDetails: { included: true } };
}

function started({ arn, startedAt }: ExecutionRecord) {
  return { executionArn: arn, startDate: new Date(startedAt) };
}

function summary(execution: ExecutionRecord) {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.stateMachineArn,
    name: execution.name,
    status: execution.status,
    startDate: new Date(execution.startedAt),
    stopDate: execution.stoppedAt === undefined ? undefined : new Date(execution.stoppedAt),
    redriveCount: execution.redriveCount,
    redriveDate: execution.redrivenAt === undefined ? undefined : new Date(execution.redrivenAt),
  };
}

function redriveStatus({ status, lastEventId }: ExecutionRecord): {
  redriveStatus: string;
  redriveStatusReason?: string;
} {
  const isEnded = status !== 'RUNNING' && status !== 'SUCCEEDED';
  if (isEnded && lastEventId <= MOST_REDRIVABLE_EVENTS) return { redriveStatus: 'REDRIVABLE' };
  const redriveStatusReason = isEnded
    ? 'Execution history event limit exceeds 24,999'
    : `Execution is ${status} and cannot be redriven`;
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason };
}
