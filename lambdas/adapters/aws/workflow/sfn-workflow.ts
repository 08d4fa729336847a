import type { AwsCaller } from '../../../ports/aws-caller.ts';
import type { Workflow } from '../../../ports/workflow.ts';
import { errorOfFault } from '../clients/aws-error.ts';
import { createJsonService } from '../clients/json-service.ts';

export interface SfnWorkflowOptions {
  readonly stateMachineArn: string;
  /** Address of an execution's page with `{arn}` in its place; null when there is no such page. */
  readonly consoleUrlTemplate: string | null;
}

/** `TaskTimedOut` also means that the task was answered before. */
const gone = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

export function createSfnWorkflow(aws: AwsCaller, options: SfnWorkflowOptions): Workflow {
  const { stateMachineArn, consoleUrlTemplate } = options;
  const call = createJsonService(aws, { service: 'states', targetPrefix: 'AWSStepFunctions' });
  return {
    async start(incidentId) {
      const input = JSON.stringify({ incidentId });
      const response = await call('StartExecution', { stateMachineArn, name: incidentId, input });
      // It may have run and ended already; a name stays taken for 90 days.
      if (!response.ok && response.fault !== 'ExecutionAlreadyExists') {
        throw errorOfFault(response.fault, 'Starting the workflow');
      }
      return executionArnOf(stateMachineArn, incidentId);
    },

    async succeedTask(token, output) {
      const response = await call('SendTaskSuccess', { taskToken: token, output: JSON.stringify(output) });
      if (response.ok) return 'delivered';
      if (gone.has(response.fault)) return 'gone';
      throw errorOfFault(response.fault, 'Answering a wait of the workflow');
    },

    async status(executionArn) {
      const response = await call('DescribeExecution', { executionArn });
      if (response.ok) {
        const { status } = response.output;
        return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'ended';
      }
      if (response.fault === 'ExecutionDoesNotExist') return 'missing';
      throw errorOfFault(response.fault, 'Looking up the workflow');
    },

    consoleUrl: (executionArn) =>
      consoleUrlTemplate?.replaceAll('{arn}', encodeURIComponent(executionArn)) ?? null,
  };
}

/** `arn:…:stateMachine:<name>` has its executions at `arn:…:execution:<name>:<execution>`. */
function executionArnOf(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}
