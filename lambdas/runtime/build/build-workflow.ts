import { createSfnWorkflow } from '../../adapters/aws/workflow/sfn-workflow.ts';
import type { Workflow } from '../../ports/workflow.ts';
import { type Environment, optionalVariable, requiredVariable } from '../env/env.ts';
import { buildAwsClients } from './build-services.ts';

export function buildWorkflow(env: Environment): Workflow {
  return createSfnWorkflow(buildAwsClients(env), {
    stateMachineArn: requiredVariable(env, 'STATE_MACHINE_ARN'),
    consoleUrlTemplate: optionalVariable(env, 'STEP_FUNCTIONS_CONSOLE_URL'),
  });
}
