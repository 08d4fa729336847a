import * as z from 'zod';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import { pageOf } from '../../protocol/page.ts';
import {
  type ExecutionView,
  redriveExecution as redriveIn,
  type StateMachine,
  type StepFunctionsState,
  usualExecutions,
  viewOf,
} from './step-functions-state.ts';

type Context = ServiceContext<StepFunctionsState>;

const listMachinesSchema = z.object({
  maxResults: z.number().default(100),
  nextToken: z.string().optional(),
});

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export const listStateMachines = jsonOperation(
  listMachinesSchema,
  ({ maxResults, nextToken: token }, { state, scenario, mostPerPage, account }: Context) => {
    const size = Math.min(maxResults, mostPerPage);
    const { entries, nextToken } = pageOf(state.machines, token, size, 'InvalidToken');
    return {
      stateMachines: entries.map(({ name, type }) => ({
        name,
        stateMachineArn: machineArn(name),
        type,
        creationDate: account.startedAtMs / 1000 - scenario.stateMachines.length * 86_400,
      })),
      nextToken,
    };
  },
);

const listSchema = z.object({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  maxResults: z.number().default(100),
  nextToken: z.string().optional(),
});

/** Newest start first. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export const listExecutions = jsonOperation(
  listSchema,
  (
    { stateMachineArn, statusFilter, maxResults, nextToken: token },
    { state, nowMs, mostPerPage }: Context,
  ) => {
    const machine = state.machines.find(({ name }) => machineArn(name) === stateMachineArn);
    if (machine === undefined) throw new AwsFault('StateMachineDoesNotExist', 'State Machine Does Not Exist');
    const all = [...machine.failed.map((each) => viewOf(each, nowMs)), ...usualExecutions(machine, nowMs)]
      .filter(({ status }) => statusFilter === undefined || status === statusFilter)
      .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    const { entries, nextToken } = pageOf(all, token, Math.min(maxResults, mostPerPage), 'InvalidToken');
    return { executions: entries.map((each) => describe(machine, each)), nextToken };
  },
);

const oneSchema = z.object({ executionArn: z.string() });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export const describeExecution = jsonOperation(oneSchema, ({ executionArn }, { state, nowMs }: Context) => {
  const { machine, execution } = executionOf(state, executionArn);
  const view = viewOf(execution, nowMs);
  const isRedrivable = view.status === 'FAILED';
  return {
    ...describe(machine, view),
    redriveStatus: isRedrivable ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    ...(isRedrivable ? {} : { redriveStatusReason: `Execution is ${view.status} and cannot be redriven` }),
  };
});

const redriveSchema = z.object({ executionArn: z.string(), clientToken: z.string() });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html */
export const redriveExecution = jsonOperation(
  redriveSchema,
  ({ executionArn, clientToken }, context: Context) => {
    const { execution } = executionOf(context.state, executionArn);
    if (!execution.tokens.includes(clientToken)) {
      const { status } = viewOf(execution, context.nowMs);
      if (status !== 'FAILED') {
        throw new AwsFault('ExecutionNotRedrivable', `Execution is ${status} and cannot be redriven`);
      }
      redriveIn(execution, clientToken, context.nowMs);
      context.save();
    }
    return { redriveDate: Date.parse(execution.redrivenAt ?? '') / 1000 };
  },
);

function executionOf({ machines }: StepFunctionsState, arn: string) {
  for (const machine of machines) {
    const execution = machine.failed.find(({ name }) => executionArn(machine, name) === arn);
    if (execution !== undefined) return { machine, execution };
  }
  throw new AwsFault('ExecutionDoesNotExist', 'Execution Does Not Exist');
}

function describe(
  machine: StateMachine,
  { name, startedAt, stoppedAt, status, redriveCount }: ExecutionView,
) {
  return {
    executionArn: executionArn(machine, name),
    stateMachineArn: machineArn(machine.name),
    name,
    status,
    startDate: Date.parse(startedAt) / 1000,
    ...(stoppedAt === null ? {} : { stopDate: Date.parse(stoppedAt) / 1000 }),
    redriveCount,
  };
}

function machineArn(name: string): string {
  return localArn('states', `stateMachine:${name}`);
}

function executionArn(machine: StateMachine, name: string): string {
  return localArn('states', `execution:${machine.name}:${name}`);
}
