import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  type ListExecutionsCommandOutput,
  RedriveExecutionCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type AwsClients, orOnFault } from '../../../ports/aws-clients.ts';
import type { RunningExecution, Workflow } from '../../../ports/workflow.ts';

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
  const stop = async (executionArn: string, cause: string): Promise<void> => {
    const command = new StopExecutionCommand({ executionArn, error: 'Reconciled', cause });
    await orOnFault(client.send(command), ['ExecutionDoesNotExist'], null);
  };
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

    async isWaiting(token) {
      // No wait here has a heartbeat to be late for: this only asks.
      const command = new SendTaskHeartbeatCommand({ taskToken: token });
      return (await orOnFault(client.send(command), gone, null)) !== null;
    },

    async restart(executionArn, reason) {
      await stop(executionArn, reason);
      await client.send(new RedriveExecutionCommand({ executionArn }));
    },

    stop,

    async listRunning() {
      const running: RunningExecution[] = [];
      let nextToken: string | undefined;
      do {
        const page: ListExecutionsCommandOutput = await client.send(
          new ListExecutionsCommand({
            stateMachineArn,
            statusFilter: 'RUNNING',
            maxResults: 1000,
            nextToken,
          }),
        );
        for (const { name = '', executionArn = '', startDate = new Date(0) } of page.executions ?? []) {
          running.push({ incidentId: name, executionArn, startedAt: startDate.toISOString() });
        }
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return running;
    },

    consoleUrl: (executionArn) =>
      consoleUrlTemplate?.replaceAll('{arn}', encodeURIComponent(executionArn)) ?? null,
  };
}

/** `arn:…:stateMachine:<name>` has its executions at `arn:…:execution:<name>:<execution>`. */
function executionArnOf(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}
