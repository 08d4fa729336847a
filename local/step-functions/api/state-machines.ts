import type { MachineRecord } from '../store/machine-record.ts';
import { ApiError } from './api-error.ts';
import { checkExecutionArn, checkName, checkRoleArn, checkStateMachineArn, stateMachineArn } from './arns.ts';
import { checkDefinition, LONGEST_DEFINITION } from './definitions.ts';
import type { ApiContext, Operation } from './operation.ts';
import { makePageToken, readPageToken } from './page-token.ts';
import type { Request } from './request.ts';

/** Asking again for what exists already is fine; asking for something else under its name is not. */
export const createStateMachine = ((context, request) => {
  const name = request.string('name');
  const definition = request.string('definition', LONGEST_DEFINITION);
  const roleArn = request.optionalString('roleArn') ?? context.defaultRoleArn;
  checkName(name);
  checkRoleArn(roleArn);
  refuseWhatIsMissing(request);
  checkDefinition(context, definition);
  const arn = stateMachineArn(context.arnScope, name);
  const existing = context.store.getMachine(arn);
  if (existing !== undefined) {
    if (existing.definition === definition && existing.roleArn === roleArn) return created(existing);
    throw new ApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
  }
  const now = context.clock.now();
  const machine = {
    arn,
    name,
    definition,
    roleArn,
    revisionId: context.uuid(),
    createdAt: now,
    updatedAt: now,
  };
  context.store.putMachine(machine);
  return created(machine);
}) satisfies Operation;

/** Running executions go on with the definition they began with. */
export const updateStateMachine = ((context, request) => {
  const machine = findMachine(context, request.string('stateMachineArn'));
  const definition = request.optionalString('definition', LONGEST_DEFINITION) ?? machine.definition;
  const roleArn = request.optionalString('roleArn') ?? machine.roleArn;
  checkRoleArn(roleArn);
  refuseWhatIsMissing(request);
  if (!request.has('definition') && !request.has('roleArn')) {
    throw new ApiError(
      'MissingRequiredParameter',
      'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
    );
  }
  checkDefinition(context, definition);
  const updated = {
    ...machine,
    definition,
    roleArn,
    revisionId: context.uuid(),
    updatedAt: context.clock.now(),
  };
  context.store.putMachine(updated);
  return { updateDate: new Date(updated.updatedAt), revisionId: updated.revisionId };
}) satisfies Operation;

export const describeStateMachine = ((context, request) => {
  const machine = findMachine(context, request.string('stateMachineArn'));
  return {
    ...described(machine),
    status: 'ACTIVE',
    type: 'STANDARD',
    creationDate: new Date(machine.createdAt),
  };
}) satisfies Operation;

export const describeStateMachineForExecution = ((context, request) => {
  const arn = request.string('executionArn');
  checkExecutionArn(arn);
  const execution = context.store.getExecution(arn);
  const machine = execution === undefined ? undefined : context.store.getRevision(execution.revisionId);
  if (machine === undefined) {
    throw new ApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }
  return { ...described(machine), updateDate: new Date(machine.updatedAt) };
}) satisfies Operation;

export const listStateMachines = ((context, request) => {
  const size = request.pageSize('maxResults', 100, 1000);
  const start = readPageToken('stateMachines', request.optionalString('nextToken')) ?? 0;
  const machines = context.store.listMachines();
  const stateMachines = machines.slice(start, start + size).map(({ arn, name, createdAt }) => ({
    stateMachineArn: arn,
    name,
    type: 'STANDARD',
    creationDate: new Date(createdAt),
  }));
  const end = start + size;
  return {
    stateMachines,
    nextToken: end < machines.length ? makePageToken('stateMachines', end) : undefined,
  };
}) satisfies Operation;

/** Executions that run finish; deleting what is gone already is fine. */
export const deleteStateMachine = ((context, request) => {
  const arn = request.string('stateMachineArn');
  checkStateMachineArn(arn);
  context.store.deleteMachine(arn);
  return {};
}) satisfies Operation;

/** Throws InvalidArn or StateMachineDoesNotExist. */
export function findMachine(context: ApiContext, arn: string): MachineRecord {
  checkStateMachineArn(arn);
  const machine = context.store.getMachine(arn);
  if (machine === undefined)
    throw new ApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  return machine;
}

function refuseWhatIsMissing(request: Request): void {
  if (request.optionalOneOf('type', ['STANDARD', 'EXPRESS']) === 'EXPRESS') {
    throw new ApiError('ValidationException', 'Express workflows are not implemented');
  }
  if (request.optionalBoolean('publish') === true || request.has('versionDescription')) {
    throw new ApiError('ValidationException', 'State machine versions are not implemented');
  }
}

function created({ arn, createdAt }: MachineRecord) {
  return { stateMachineArn: arn, creationDate: new Date(createdAt) };
}

function described({ arn, name, definition, roleArn, revisionId }: MachineRecord) {
  return {
    stateMachineArn: arn,
    name,
    definition,
    roleArn,
    revisionId,
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  };
}
