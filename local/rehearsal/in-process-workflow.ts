import { listHandlers } from '../../lambdas/handlers/index.ts';
import type { Workflow } from '../../lambdas/ports/workflow.ts';
import { deployedDefinition } from '../../lib/functions/asl-substitutions.ts';
import { createEngine } from '../step-functions/engine.ts';
import { MemoryStore } from '../step-functions/store/memory-store.ts';
import type { InvokeLambda } from '../step-functions/task-executors/lambda.ts';
import { createTaskExecutor } from '../step-functions/task-executors/task-executor.ts';
import type { VirtualClock } from '../step-functions/values/clocks.ts';

export interface EnteredState {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

const functionPrefix = 'arn:aws:lambda:us-east-1:000000000000:function:';

/** The very state machine on the engine, in memory and on a virtual clock; `invoke` gets the names of the table. */
export async function startInProcessWorkflow(time: VirtualClock, invoke: InvokeLambda) {
  const engine = createEngine({
    store: new MemoryStore(),
    clock: time,
    random: () => 0.5,
    ...createTaskExecutor({ invokeLambda: invoke, endpoints: {} }),
  });
  engine.start();
  const { stateMachineArn } = await engine.call('CreateStateMachine', {
    name: 'incident-response',
    definition: deployedDefinition(listHandlers([]), (name) => `${functionPrefix}${name}`),
    roleArn: 'arn:aws:iam::000000000000:role/step-functions',
  });
  const executionOf = (incidentId: string) =>
    `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${incidentId}`;

  const workflow: Workflow = {
    start: async (incidentId) => {
      const input = JSON.stringify({ incidentId });
      await engine
        .call('StartExecution', { stateMachineArn, name: incidentId, input })
        .catch((error: unknown) => ignore(error, 'ExecutionAlreadyExists'));
      return executionOf(incidentId);
    },
    succeedTask: async (taskToken, output) => {
      try {
        await engine.call('SendTaskSuccess', { taskToken, output: JSON.stringify(output) });
        return 'delivered';
      } catch (error) {
        ignore(error, 'TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken');
        return 'gone';
      }
    },
    status: async (executionArn) => {
      const { status } = await engine.call('DescribeExecution', { executionArn });
      return status === 'RUNNING' ? 'running' : 'ended';
    },
    isWaiting: async (taskToken) => {
      try {
        await engine.call('SendTaskHeartbeat', { taskToken });
        return true;
      } catch (error) {
        ignore(error, 'TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken');
        return false;
      }
    },
    restart: async (executionArn, cause) => {
      await engine.call('StopExecution', { executionArn, cause });
      await engine.call('RedriveExecution', { executionArn });
    },
    stop: async (executionArn, cause) => {
      await engine.call('StopExecution', { executionArn, cause });
    },
    listRunning: async () => {
      const { executions } = await engine.call('ListExecutions', {
        stateMachineArn,
        statusFilter: 'RUNNING',
      });
      return executions.map(({ name, executionArn, startDate }) => ({
        incidentId: name,
        executionArn,
        startedAt: new Date(startDate).toISOString(),
      }));
    },
    consoleUrl: () => null,
  };

  return {
    workflow,
    status: async (incidentId: string) => {
      const { status } = await engine.call('DescribeExecution', { executionArn: executionOf(incidentId) });
      return status;
    },
    /** States that the execution has entered, in order. */
    async enteredStates(incidentId: string): Promise<readonly EnteredState[]> {
      const executionArn = executionOf(incidentId);
      const states: EnteredState[] = [];
      let nextToken: string | undefined;
      do {
        const page = await engine.call('GetExecutionHistory', {
          executionArn,
          maxResults: 1000,
          ...(nextToken === undefined ? {} : { nextToken }),
        });
        for (const event of page.events) {
          const details = 'stateEnteredEventDetails' in event ? event.stateEnteredEventDetails : undefined;
          if (
            typeof details === 'object' &&
            details !== null &&
            'name' in details &&
            typeof details.name === 'string'
          ) {
            states.push({ name: details.name, at: Number(event.timestamp) });
          }
        }
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return states;
    },
    stopExecution: async (incidentId: string) => {
      await engine.call('StopExecution', { executionArn: executionOf(incidentId) });
    },
    stop: () => engine.stop(),
  };
}

function ignore(error: unknown, ...codes: readonly string[]): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const name = error instanceof Error ? error.name : '';
  if (!codes.includes(code) && !codes.includes(name)) throw error;
}
