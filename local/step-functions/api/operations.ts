import { validateStateMachineDefinition } from './definitions.ts';
import {
  describeExecution,
  listExecutions,
  redriveExecution,
  startExecution,
  stopExecution,
} from './executions.ts';
import { getExecutionHistory } from './history.ts';
import type { Operation } from './operation.ts';
import {
  createStateMachine,
  deleteStateMachine,
  describeStateMachine,
  describeStateMachineForExecution,
  listStateMachines,
  updateStateMachine,
} from './state-machines.ts';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './tasks.ts';

/** Every action of the API that is served. */
export const OPERATIONS = {
  CreateStateMachine: createStateMachine,
  DeleteStateMachine: deleteStateMachine,
  DescribeExecution: describeExecution,
  DescribeStateMachine: describeStateMachine,
  DescribeStateMachineForExecution: describeStateMachineForExecution,
  GetExecutionHistory: getExecutionHistory,
  ListExecutions: listExecutions,
  ListStateMachines: listStateMachines,
  RedriveExecution: redriveExecution,
  SendTaskFailure: sendTaskFailure,
  SendTaskHeartbeat: sendTaskHeartbeat,
  SendTaskSuccess: sendTaskSuccess,
  StartExecution: startExecution,
  StopExecution: stopExecution,
  UpdateStateMachine: updateStateMachine,
  ValidateStateMachineDefinition: validateStateMachineDefinition,
} as const satisfies Record<string, Operation>;

export type Action = keyof typeof OPERATIONS;

/** What an action answers with. */
export type ResponseOf<A extends Action> = Awaited<ReturnType<(typeof OPERATIONS)[A]>>;

export function isAction(name: string): name is Action {
  return Object.hasOwn(OPERATIONS, name);
}
