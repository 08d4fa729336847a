import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { Workflow } from '../../ports/workflow.ts';
import { fromAwsError } from './aws-error.ts';

export interface SfnWorkflowOptions {
  readonly stateMachineArn: string;
  /** Address of an execution's page with `{arn}` in its place; null when there is no such page. */
  readonly consoleUrlTemplate: string | null;
}

export function createSfnWorkflow(client: SFNClient, options: SfnWorkflowOptions): Workflow {
  const { stateMachineArn, consoleUrlTemplate } = options;
  return {
    async start(incidentId) {
      try {
        const input = JSON.stringify({ incidentId });
        const { executionArn } = await client.send(
          new StartExecutionCommand({ stateMachineArn, name: incidentId, input }),
        );
        return executionArn ?? executionArnOf(stateMachineArn, incidentId);
      } catch (cause) {
        // It ran and ended already; a name stays taken for 90 days.
        if (cause instanceof ExecutionAlreadyExists) return executionArnOf(stateMachineArn, incidentId);
        throw fromAwsError(cause, 'Starting the workflow');
      }
    },

    async succeedTask(token, output) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
        return 'delivered';
      } catch (cause) {
        if (isGone(cause)) return 'gone';
        throw fromAwsError(cause, 'Answering a wait of the workflow');
      }
    },

    async status(executionArn) {
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'ended';
      } catch (cause) {
        if (cause instanceof ExecutionDoesNotExist) return 'missing';
        throw fromAwsError(cause, 'Looking up the workflow');
      }
    },

    consoleUrl: (executionArn) =>
      consoleUrlTemplate?.replaceAll('{arn}', encodeURIComponent(executionArn)) ?? null,
  };
}

/** `TaskTimedOut` also means that the task was answered before. */
function isGone(cause: unknown): boolean {
  return cause instanceof TaskTimedOut || cause instanceof TaskDoesNotExist || cause instanceof InvalidToken;
}

/** `arn:…:stateMachine:<name>` has its executions at `arn:…:execution:<name>:<execution>`. */
function executionArnOf(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}
