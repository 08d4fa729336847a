import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type AwsClients, orOnFault } from '../../../ports/aws-clients.ts';
import type { Workflow } from '../../../ports/workflow.ts';

export interface SfnWorkflowOptions {
  readonly stateMachineArn: string;
  /** Address of an execution's page with `{arn}` in its place; null when there is no such page. */
  readonly consoleUrlTemplate: string | null;
}

/** `TaskTimedOut` also means that the task was answered before. */
const gone = ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'];

export function createSfnWorkflow(aws: AwsClients, options: SfnWorkflowOptions): Workflow {
  const { stateMachineArn, consoleUrlTemplate } = options;
  const client = aws.get(SFNClient);
  return {
    async start(incidentId) {
      const input = JSON.stringify({ incidentId });
      const command = new StartExecutionCommand({ stateMachineArn, name: incidentId, input });
      // It may have run and ended already; a name stays taken for 90 days.
      await orOnFault(client.send(command), ['ExecutionAlreadyExists'], null);
      return executionArnOf(stateMachineArn, incidentId);
    },

    async succeedTask(token, output) {
      const command = new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) });
      return (await orOnFault(client.send(command), gone, null)) === null ? 'gone' : 'delivered';
    },

    async status(executionArn) {
      const command = new DescribeExecutionCommand({ executionArn });
      const found = await orOnFault(client.send(command), ['ExecutionDoesNotExist'], null);
      if (found === null) return 'missing';
      return found.status === 'RUNNING' || found.status === 'PENDING_REDRIVE' ? 'running' : 'ended';
    },

    consoleUrl: (executionArn) =>
      consoleUrlTemplate?.replaceAll('{arn}', encodeURIComponent(executionArn)) ?? null,
  };
}

/** `arn:…:stateMachine:<name>` has its executions at `arn:…:execution:<name>:<execution>`. */
function executionArnOf(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}
